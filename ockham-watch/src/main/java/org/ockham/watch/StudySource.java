package org.ockham.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.search.StudyResult;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.StorageUrl;
import org.ockham.search.storage.StudyRecord;
import org.ockham.search.trial.FrozenTrial;

/**
 * A storage that is read, trial by trial as they come. Of an SQLite file in rollback mode, which is how Optuna leaves it, a copy is read:
 * whoever reads the file itself keeps its writer waiting. One look at a time: where a process opens and closes an SQLite file while it has it
 * open already, it loses its locks.
 */
final class StudySource {

  private static final long BESIDE = Duration.ofSeconds(2).toNanos();

  /** Which studies there are is asked of every file that is found, again and again: one that is being written must not keep the others waiting. */
  private static final int FEW_TRIES = 3;

  private static final int MANY_TRIES = 100;

  private final String url;
  private final StorageUrl parts;
  private final @Nullable Path file;
  private final @Nullable Storage given;
  private final Fresh<List<String>> names = new Fresh<>();
  private final Map<String, KnownTrials> known = new HashMap<>();
  private @Nullable Storage journal;
  private @Nullable Object journalKey;

  private StudySource(String url, @Nullable Storage given) {
    this.url = url;
    this.parts = StorageUrl.parse(url);
    this.given = given;
    this.file =
        (parts.scheme().equals("sqlite") || isJournal()) && parts.location().length() > 1
            ? Path.of(parts.location().substring(1))
            : null;
  }

  /**
   * The storage at a URL, or in a file.
   *
   * @throws IllegalArgumentException if the URL is not understood
   */
  static StudySource of(String urlOrFile) {
    return new StudySource(urlOrFile.contains("://") ? urlOrFile : "sqlite:///" + urlOrFile, null);
  }

  /** A storage that this process writes to: it is read by what is given, and its file is left alone. */
  static StudySource of(String url, Storage reading) {
    return new StudySource(url, reading);
  }

  private boolean isJournal() {
    return parts.scheme().equals("journal");
  }

  /** The URL without its password. */
  String shown() {
    return StorageUrl.withoutPassword(url);
  }

  /** Whether others can write to it too: not to one in memory. */
  boolean isWritable() {
    return !parts.scheme().equals("memory");
  }

  /** Opens it and changes something in it, while nobody here reads it: whoever opens and closes its file takes the writer's locks away. */
  synchronized <T> T changed(Function<Storage, T> change) {
    try (Storage storage = Storage.existing(url)) {
      return change.apply(storage);
    }
  }

  /** Whether it reads this file. */
  boolean isOf(Path other) {
    try {
      return file != null && Files.isSameFile(file, other);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Lets go of what it keeps open; it can still be asked. */
  synchronized void close() {
    if (journal != null) {
      journal.close();
      journal = null;
    }
  }

  /** Of a file, how it looks; of a server, which shows nothing from outside, another every two seconds. */
  Stamp stamp() {
    if (file == null) {
      return new Stamp(Long.toString(System.nanoTime() / BESIDE));
    }
    return Stamp.settled(
        file,
        file.resolveSibling(file.getFileName() + "-wal"),
        file.resolveSibling(file.getFileName() + "-journal"));
  }

  /** The names of its studies. */
  List<String> names() {
    return names.get(
        stamp(),
        () -> opened(
            FEW_TRIES,
            storage -> storage.studies().stream().map(StudyRecord::name).toList()));
  }

  /**
   * A study as far as its trials are known.
   *
   * @param record what it is called, and its objectives
   * @param result its trials
   */
  record Known(StudyRecord record, StudyResult result) {

    static Known of(StudyRecord record, List<FrozenTrial> trials) {
      return new Known(record, new StudyResult(record.name(), record.directions(), trials));
    }
  }

  /**
   * Reads a study's trials as they are now.
   *
   * @param piece takes what has been read of them so far, while there is more
   */
  Known read(String name, Consumer<Known> piece) {
    return opened(MANY_TRIES, storage -> {
      StudyRecord record = found(storage, name);
      KnownTrials trials = known.get(name);
      if (trials == null || !trials.isOf(record.id())) {
        trials = new KnownTrials(record.id());
        known.put(name, trials);
      }
      return Known.of(record, trials.read(storage, some -> piece.accept(Known.of(record, some))));
    });
  }

  private StudyRecord found(Storage storage, String name) {
    return storage
        .find(name)
        .orElseThrow(() ->
            new StorageException("there is no study '" + name + "' in " + shown() + " any more"));
  }

  private synchronized <T> T opened(int tries, Function<Storage, T> reading) {
    if (given != null) {
      return reading.apply(given);
    }
    if (isJournal()) {
      return journal(reading);
    }
    if (file == null || !SqliteCopy.isNeeded(file)) {
      try (Storage storage = Storage.reading(url)) {
        return reading.apply(storage);
      }
    }
    int query = url.indexOf('?');
    String options = query < 0 ? "" : url.substring(query);
    try {
      Path copy = SqliteCopy.of(file, tries);
      try (Storage storage = Storage.reading("sqlite:///" + copy + options)) {
        return reading.apply(storage);
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new StorageException(
          StorageException.Kind.UNWRITABLE, file + " cannot be copied: " + e.getMessage(), e);
    }
  }

  /** A journal stays open: it is read from where the last look ended, without a lock. */
  private <T> T journal(Function<Storage, T> reading) {
    Object key = key();
    if (journal != null && !Objects.equals(key, journalKey)) {
      close(); // another is in its place
    }
    Storage open = journal;
    if (open == null) {
      open = Storage.reading(url);
      journal = open;
      journalKey = key;
    }
    try {
      return reading.apply(open);
    } catch (StorageException e) {
      close();
      throw e;
    }
  }

  private @Nullable Object key() {
    try {
      return file == null
          ? null
          : Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return null; // opening it says why
    }
  }
}
