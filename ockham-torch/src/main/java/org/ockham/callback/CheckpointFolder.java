package org.ockham.callback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.file.AtomicFile;
import org.ockham.file.FileProblem;
import org.ockham.file.WritableDirectory;
import org.ockham.state.SavedState;
import org.ockham.train.Fit;

/**
 * The checkpoints that a callback keeps in its directory. One that is no longer kept goes as soon as the newer one has been written,
 * which is after the event that it was asked for in; all else in the directory stays as it is.
 */
final class CheckpointFolder {

  private final Path directory;
  private final FilePattern pattern;
  private boolean isWritten;
  private final List<String> kept = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();

  CheckpointFolder(Path directory, String pattern) {
    this.directory = directory;
    this.pattern = new FilePattern(pattern);
  }

  /** Before the first step: makes the directory, unless another rank does, and forgets what was kept of another fit. */
  void start(Fit fit, List<String> tags) {
    pattern.check(tags);
    isWritten = fit.rank() == 0;
    if (isWritten) {
      makeDirectory(directory);
    }
    kept.clear();
    dropped.clear();
  }

  private static void makeDirectory(Path directory) {
    try {
      WritableDirectory.make(directory);
      AtomicFile.sweep(directory); // what a killed run was writing
    } catch (IOException e) {
      throw new UncheckedIOException(
          "checkpoints cannot be written into " + directory + ": " + FileProblem.reason(e), e);
    }
  }

  /** Asks for a checkpoint, named with these numbers and unlike all others, and keeps it. */
  void add(Fit fit, Map<String, Double> metrics) {
    Set<String> taken = new HashSet<>();
    kept.forEach(each -> taken.add(each.toLowerCase(Locale.ROOT)));
    dropped.forEach(each -> taken.add(each.toLowerCase(Locale.ROOT)));
    write(fit, FilePattern.unlike(taken, pattern.name(fit.epoch(), fit.step(), metrics)));
  }

  /** The same without metrics; under a name without numbers it takes the place of the one before. */
  void addOrReplace(Fit fit) {
    if (!pattern.isFixed()) {
      add(fit, Map.of());
      return;
    }
    String name = pattern.name(fit.epoch(), fit.step(), Map.of());
    kept.remove(name);
    write(fit, name);
  }

  private void write(Fit fit, String name) {
    kept.add(name);
    fit.checkpoint(directory.resolve(name));
  }

  /** How many there are. */
  int size() {
    return kept.size();
  }

  /** Keeps this one no longer, in the order in which they were added. */
  void drop(int index) {
    dropped.add(kept.remove(index));
  }

  /** Deletes what is no longer kept; called at the next event. */
  void sweep() {
    if (isWritten) {
      dropped.forEach(name -> CheckpointDirectory.delete(directory.resolve(name)));
    }
    dropped.clear();
  }

  /** What it remembers. */
  Map<String, Object> state() {
    return Map.of("kept", List.copyOf(kept), "dropped", List.copyOf(dropped));
  }

  /** Goes on from there. A name from elsewhere that is none of this directory is refused. */
  void restore(SavedState saved) {
    List<String> kept = names(saved, "kept");
    List<String> dropped = names(saved, "dropped");
    this.kept.clear();
    this.kept.addAll(kept);
    this.dropped.clear();
    this.dropped.addAll(dropped);
  }

  private static List<String> names(SavedState saved, String list) {
    List<String> names = saved.texts(list);
    for (String name : names) {
      if (!name.matches("[A-Za-z0-9_=+-][A-Za-z0-9._=+-]*")) {
        throw new IllegalArgumentException("the saved state names a checkpoint '" + name
            + "', which cannot be one of this directory: it was not written by Ockham");
      }
    }
    return names;
  }
}
