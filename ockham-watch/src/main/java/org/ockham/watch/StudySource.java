package org.ockham.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.file.PlainFile;
import org.ockham.search.StudyResult;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.StorageUrl;
import org.ockham.search.storage.StudyRecord;
import org.ockham.search.trial.FrozenTrial;

/**
 * A storage that is read, trial by trial as they come. An SQLite file in rollback mode, which is how Optuna leaves it, is read between the
 * transactions of its writers: whoever locks it keeps them waiting. One look at a time: where a process opens and closes an SQLite file while it has it
 * open already, it loses its locks.
 */
final class StudySource {

  private static final long BESIDE = Duration.ofSeconds(2).toNanos();

  /** Which studies there are is asked of every file that is found, again and again: one that is being written must not keep the others waiting. */
  private static final Duration FOR_NAMES = Duration.ofMillis(200);

  private static final Duration FOR_TRIALS = Duration.ofSeconds(2);

  private final String url;
  private final StorageUrl parts;
  private final @Nullable Path file;
  private final @Nullable Storage given;
  private final StudyNames names;
  private final Map<String, KnownTrials> known = new ConcurrentHashMap<>();
  private @Nullable Object knownKey;
  private @Nullable Storage journal;
  private @Nullable Object journalKey;

  private StudySource(String url, @Nullable Storage given) {
    this.url = url;
    this.parts = StorageUrl.parse(url);
    this.given = given;
    this.names = new StudyNames(shown(), this::askNames);
    this.file =
        (parts.scheme().equals("sqlite") || isJournal()) && parts.location().length() > 1
            ? real(Path.of(parts.location().substring(1)))
            : null;
  }

  /** SQLite keeps what belongs to a file beside the file itself, not beside a link to it. */
  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException none) {
      return file; // opening it says why
    }
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

  /**
   * The names of its studies; those of the last look, if it does not answer in time.
   *
   * @param patience how long to wait for an answer
   */
  List<String> names(Duration patience) {
    return names.get(stamp(), patience);
  }

  private List<String> askNames() {
    return opened(
        FOR_NAMES,
        reads -> reads.of(
            storage -> storage.studies().stream().map(StudyRecord::name).toList()));
  }

  /**
   * A study as far as its trials are known.
   *
   * @param record what it is called, and its objectives
   * @param result its trials
   */
  record Known(StudyRecord record, StudyResult result) {

    /** Whether the trials are the same list: to compare them is to compare all that is known of them. */
    @SuppressWarnings("ReferenceEquality")
    boolean isSame(Known other) {
      return result.trials() == other.result.trials() && record.equals(other.record);
    }

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
    forgetOther();
    return opened(FOR_TRIALS, reads -> {
      StudyRecord record = reads.of(storage -> found(storage, name));
      KnownTrials trials = known.compute(
          name,
          (key, before) ->
              before != null && before.isOf(record.id()) ? before : new KnownTrials(record.id()));
      return Known.of(record, trials.read(reads, some -> piece.accept(Known.of(record, some))));
    });
  }

  /** Lets go of what was known of another file that was in the place of this one. */
  private synchronized void forgetOther() {
    Object key = key();
    if (!Objects.equals(key, knownKey)) {
      known.clear();
      knownKey = key;
    }
  }

  private StudyRecord found(Storage storage, String name) {
    return storage
        .find(name)
        .orElseThrow(() ->
            new StorageException("there is no study '" + name + "' in " + shown() + " any more"));
  }

  private <T> T opened(Duration patience, Function<Reads, T> reading) {
    if (file == null || given != null || isJournal() || !isInRollbackMode()) {
      return opened(reading);
    }
    RollbackFile rollback = new RollbackFile(file, url, patience);
    try {
      // Between two questions somebody else may have his turn here.
      return reading.apply(new Reads() {
        @Override
        public <A> A of(Function<Storage, A> question) {
          synchronized (StudySource.this) {
            return rollback.of(question);
          }
        }
      });
    } finally {
      synchronized (this) {
        rollback.close();
      }
    }
  }

  private synchronized boolean isInRollbackMode() {
    return file != null && RollbackFile.isAt(file);
  }

  private synchronized <T> T opened(Function<Reads, T> reading) {
    if (given != null) {
      return reading.apply(new Reading(given));
    }
    if (isJournal()) {
      return journal(reading);
    }
    requirePlain("-wal");
    requirePlain("-shm");
    try (Storage storage = Storage.reading(url)) {
      return reading.apply(new Reading(storage));
    }
  }

  /** SQLite would wait for who writes to a pipe. */
  private void requirePlain(String ending) {
    if (file != null) {
      Path beside = file.resolveSibling(file.getFileName() + ending);
      if (Files.exists(beside, LinkOption.NOFOLLOW_LINKS) && !PlainFile.isAt(beside)) {
        throw new StorageException(beside
            + " is no file: what belongs to a database cannot be a link or a pipe, take it away");
      }
    }
  }

  /** A storage that keeps nobody waiting. */
  private record Reading(Storage storage) implements Reads {
    @Override
    public <T> T of(Function<Storage, T> question) {
      return question.apply(storage);
    }
  }

  /** A journal stays open: it is read from where the last look ended, without a lock. */
  private <T> T journal(Function<Reads, T> reading) {
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
      return reading.apply(new Reading(open));
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
