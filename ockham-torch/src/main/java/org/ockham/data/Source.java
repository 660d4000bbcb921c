package org.ockham.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ockham.file.Checksum;

/**
 * Where the files of a named data set come from: {@link org.ockham.data.fetch.Cache} fetches them, a {@link DataDirectory} of
 * the user's has them. Open: implement it for files that lie elsewhere.
 */
public interface Source {

  /**
   * A file as its publisher has it.
   *
   * @param set the data set's name
   * @param name of the file
   * @param addresses where it can be had, the best first
   * @param checksum tells whether a file is this one
   * @param bytes about how long it is: one that is much longer is not fetched
   */
  record Published(String set, String name, List<URI> addresses, Checksum checksum, long bytes) {
    public Published {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * The directories in which to look for a data set's files, in this order. They may not exist.
   *
   * @param set the data set's name
   * @param raw where others keep it below their root: torchvision, an archive's own folder
   */
  List<Path> directories(String set, String raw);

  /**
   * Fetches a file that is in none of the directories, or damaged there.
   *
   * @param failure the beginning of the message if it cannot be had; reasons and remedy follow
   * @return where it lies now; empty if this source never fetches
   * @throws DataException of kind {@code UNREACHABLE} or {@code UNWRITABLE} if it cannot be had
   */
  default Optional<Path> fetch(Published file, String failure) {
    return Optional.empty();
  }
}
