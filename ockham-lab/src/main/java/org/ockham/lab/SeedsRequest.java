package org.ockham.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ockham.check.Check;
import org.ockham.file.PlainFile;

/**
 * A wish that a comparison run over more seeds than it began with, left as a file in its directory: so it reaches any process, on this
 * machine or another. The comparison takes it up when the seeds that it has are done, and says with its results that it did.
 */
public final class SeedsRequest {

  /** The name of the file. */
  static final String FILE = ".seeds";

  private static final int MOST = 1000;

  private SeedsRequest() {}

  /**
   * Asks the comparison in a directory for more seeds, besides those that were asked for and are not taken up yet.
   *
   * @param more how many, 1 to 1000 in all
   * @return how many are asked for now
   * @throws LabException if the file cannot be written
   */
  public static int leave(Path directory, int more) {
    Check.between("more seeds", more, 1, MOST);
    int all = (int) Check.between("more seeds", left(directory) + more, 1, MOST);
    OutputDirectory.write(directory.resolve(FILE), Integer.toString(all));
    return all;
  }

  /** How many are asked for and not taken up yet; 0 for none. */
  public static int left(Path directory) {
    try {
      int all = Integer.parseInt(PlainFile.text(directory.resolve(FILE)).strip());
      return Math.max(0, Math.min(all, MOST));
    } catch (IOException | NumberFormatException e) { // nobody asks, or not in words of ours
      return 0;
    }
  }

  /** Takes them up: they are not asked for any more. */
  public static int take(Path directory) {
    int all = left(directory);
    try {
      clear(directory);
    } catch (IOException e) {
      throw LabException.unwritable(directory, e);
    }
    return all;
  }

  /** Takes away what nobody takes up any more: it was meant for work that has ended. */
  static void clear(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(FILE));
  }
}
