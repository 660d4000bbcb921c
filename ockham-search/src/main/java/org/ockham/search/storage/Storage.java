package org.ockham.search.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;

/**
 * Where studies and their trials live. Safe for many threads, and, but for memory, for many processes. A method is one
 * commit: it happens as a whole or not at all. All of them throw {@link StorageException} when the storage fails.
 */
public interface Storage extends AutoCloseable {

  /**
   * A storage in this JVM's memory.
   *
   * @return an empty storage
   */
  static Storage memory() {
    return new MemoryStorage();
  }

  /**
   * The storage at a URL, made if there is none yet: {@code sqlite:///study.db} (four slashes for an absolute path),
   * {@code postgresql://user:password@host/database}, {@code journal:///study.journal}, or {@code memory://}. A query
   * sets options, {@code sqlite:///study.db?schema=v3.0.0.d&busy_timeout=5000}; see {@link SchemaVersion} and {@link
   * StorageUrl}.
   *
   * @param url where
   * @return the open storage
   * @throws StorageException if it cannot be opened
   * @throws IllegalArgumentException if the URL is of no known kind
   */
  static Storage of(String url) {
    return StorageUrl.parse(url).open();
  }

  /**
   * The storage at a URL, as {@link #of} opens it, but never made.
   *
   * @param url where
   * @return the open storage
   * @throws StorageException if there is none, or it cannot be opened
   * @throws IllegalArgumentException if the URL is of no known kind
   */
  static Storage existing(String url) {
    return StorageUrl.parse(url).open(Access.CHANGE);
  }

  /**
   * The storage at a URL for those who only read: it is never made and no byte of it changes; whatever would change it is
   * refused.
   *
   * @param url where
   * @return the open storage
   * @throws StorageException if there is none, or it cannot be opened
   * @throws IllegalArgumentException if the URL is of no known kind
   */
  static Storage reading(String url) {
    return StorageUrl.parse(url).open(Access.READ);
  }

  /**
   * The storage at a URL for those who only read, as {@link #reading} opens it; an SQLite file is read without a lock, as if nobody wrote to
   * it, so that nobody who does waits. What is read of one that somebody has written to since it was opened may be of several transactions,
   * or fail as if the file were damaged: ask nothing of it that you cannot throw away.
   *
   * @param url where
   * @return the open storage
   * @throws StorageException if there is none, or it cannot be opened
   * @throws IllegalArgumentException if the URL is of no known kind
   */
  static Storage unlocked(String url) {
    return StorageUrl.parse(url).open(Access.READ_UNLOCKED);
  }

  /**
   * Makes a study.
   *
   * @param name its name
   * @param directions one for each objective, at least one
   * @return the study
   * @throws StorageException if there is one of this name
   */
  StudyRecord create(String name, List<Direction> directions);

  /**
   * Looks a study up.
   *
   * @param name its name
   * @return the study, or empty if there is none
   */
  Optional<StudyRecord> find(String name);

  /**
   * All studies.
   *
   * @return them, in the order in which they were made
   */
  List<StudyRecord> studies();

  /**
   * Deletes a study with all of its trials.
   *
   * @param study its key
   * @throws StorageException if there is no such study
   */
  void delete(long study);

  /**
   * Notes something about a study for its user.
   *
   * @param study the study's key
   * @param key the note's key
   * @param value what JSON can hold
   */
  void setUserAttribute(long study, String key, @Nullable Object value);

  /**
   * Notes something about a study for the library.
   *
   * @param study the study's key
   * @param key the note's key
   * @param value what JSON can hold
   */
  void setSystemAttribute(long study, String key, @Nullable Object value);

  /**
   * Claims the oldest queued trial, or makes one where none is queued. No two callers get the same, whatever their
   * programs.
   *
   * @param study the study's key
   * @param systemAttributes what to note in it
   * @param watched whether somebody says by {@link #beat} that it is still evaluated; one that is not watched never counts
   *     as {@link #stale}
   * @return the trial, RUNNING, with a first heartbeat if it is watched
   */
  default FrozenTrial start(
      long study, Map<String, @Nullable Object> systemAttributes, boolean watched) {
    return start(study, systemAttributes, watched, Integer.MAX_VALUE).orElseThrow();
  }

  /**
   * Claims or makes a trial as {@link #start(long, Map, boolean)} does, but makes none beyond a number: so that processes which
   * start trials at the same time do not start one too many together.
   *
   * @param study the study's key
   * @param systemAttributes what to note in it
   * @param watched whether heartbeats will say that it lives
   * @param below a trial that is made has a smaller number
   * @return the trial, or empty if none is queued and a new one would have this number or a larger one
   */
  Optional<FrozenTrial> start(
      long study, Map<String, @Nullable Object> systemAttributes, boolean watched, int below);

  /**
   * Claims or makes a trial that is watched.
   *
   * @param study the study's key
   * @param systemAttributes what to note in it
   * @return the trial, RUNNING, with a first heartbeat
   */
  default FrozenTrial start(long study, Map<String, @Nullable Object> systemAttributes) {
    return start(study, systemAttributes, true);
  }

  /**
   * Adds trials as they are, queued, running or finished, with their times; keys and numbers are new. All of them or none.
   *
   * @param study the study's key
   * @param trials what to add, in their new order
   * @return the trials with their keys and numbers
   * @throws StorageException if a complete trial has not one value for each objective
   */
  List<FrozenTrial> addAll(long study, List<FrozenTrial> trials);

  /**
   * Adds a trial: queued, running or finished.
   *
   * @param study the study's key
   * @param write its state and everything else in it
   * @return the trial with its number
   */
  default FrozenTrial add(long study, TrialWrite write) {
    return addAll(study, List.of(write.alone(Instant.now()))).get(0);
  }

  /**
   * Changes a trial that has not ended.
   *
   * @param trial the trial's key
   * @param write what to change
   * @return whether it was changed; false if it had ended, and then it stays as it is
   */
  boolean write(long trial, TrialWrite write);

  /**
   * Starts an evaluation over: forgets parameters, intermediate values and attributes of a RUNNING trial, but for
   * those that queued it.
   *
   * @param trial the trial's key
   * @param systemAttributes what to note in it
   * @return whether it was running
   */
  boolean restart(long trial, Map<String, @Nullable Object> systemAttributes);

  /**
   * Gives up an evaluation: the RUNNING trial forgets what {@link #restart} forgets, and is queued.
   *
   * @param trial the trial's key
   * @return whether it was running
   */
  boolean release(long trial);

  /**
   * Ends a RUNNING trial and queues another in its place: both or neither.
   *
   * @param trial the trial's key
   * @param end its last change, with its state
   * @param again what the queued trial starts with; null to queue none
   * @return whether the trial was running; if not, nothing is changed
   */
  boolean replace(long trial, TrialWrite end, @Nullable TrialWrite again);

  /**
   * Reads the named trials and the newer ones.
   *
   * @param study the study's key
   * @param ids trials to read
   * @param after read those with larger keys too; -1 for all
   * @return the trials, by number
   */
  List<FrozenTrial> trials(long study, Collection<Long> ids, long after);

  /**
   * Reads a study's trials piece by piece, for whoever shows a large one before all of it has been read.
   *
   * @param study the study's key
   * @param after the key behind which to begin; -1 for the first
   * @param most how many trials to read at the most
   * @return the next trials, in the order of their keys; fewer than asked for if there are no more
   */
  List<FrozenTrial> next(long study, long after, int most);

  /**
   * Says that these trials are still being evaluated.
   *
   * @param trials their keys
   */
  void beat(Collection<Long> trials);

  /**
   * The RUNNING trials whose last heartbeat is too old, by the storage's clock.
   *
   * @param study the study's key
   * @param grace how old is too old
   * @return their keys
   */
  List<Long> stale(long study, Duration grace);

  /** Releases files and connections. */
  @Override
  void close();
}
