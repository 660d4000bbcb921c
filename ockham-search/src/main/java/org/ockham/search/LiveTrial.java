package org.ockham.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * A trial that this process evaluates: what it holds, and what of that the storage does not have yet. Both are values that
 * are exchanged together, so that nothing is lost of what a sampler or an objective adds while another thread writes, and
 * samplers may look at any trial without waiting for it.
 */
final class LiveTrial {

  /** After how many nanoseconds something has waited for too long. */
  static final long LATE = 1_000_000_000L;

  /** The trial as it is, and the part of it that was not written. */
  private record Content(FrozenTrial trial, TrialWrite unwritten) {

    Content with(TrialWrite change) {
      return new Content(change.onto(trial, Instant.now()), unwritten.and(change));
    }

    Content written() {
      return new Content(trial, TrialWrite.NOTHING);
    }

    /** What came since is newer. */
    Content withUnwritten(TrialWrite older) {
      return new Content(trial, older.and(unwritten));
    }
  }

  private final Storage storage;
  private final long id;
  private final Object changing = new Object();
  private volatile Content content;
  private volatile Parameters proposed = Parameters.NONE;
  private volatile long lastWrite = System.nanoTime();
  private volatile @Nullable StorageException broken;
  private boolean ended;

  LiveTrial(Storage storage, FrozenTrial claimed) {
    this.storage = storage;
    this.id = claimed.id();
    this.content = new Content(claimed, TrialWrite.NOTHING);
  }

  long id() {
    return id;
  }

  /** The trial as it is now. */
  FrozenTrial now() {
    return content.trial();
  }

  /** Says what the sampler chose before the objective asked for any of it. */
  void propose(Parameters parameters) {
    proposed = parameters;
  }

  /** The trial as other trials should see it: with what was proposed, too. */
  FrozenTrial announced() {
    FrozenTrial now = now();
    return now.with(now.parameters().with(proposed).with(now.parameters()));
  }

  /** Adds something, to be written later. */
  void change(TrialWrite write) {
    synchronized (changing) { // for a moment only, while a write to the storage may take long
      content = content.with(write);
    }
  }

  /** Writes what waits, if it has waited for long enough. */
  void flushIfLate() {
    if (System.nanoTime() - lastWrite > LATE) {
      flush();
    }
  }

  /** Writes what waits. */
  synchronized void flush() {
    if (!ended && !content.unwritten().isEmpty()) {
      write(TrialWrite.NOTHING);
    }
  }

  /** Takes the trial as the storage has it, with what came here since the last write. */
  void refresh(FrozenTrial stored) {
    synchronized (changing) {
      TrialWrite since = content.unwritten();
      content = new Content(since.onto(stored, Instant.now()), since);
    }
  }

  /** Writes everything together with the end; false if somebody else ended the trial. */
  synchronized boolean end(TrialState state, List<Double> values) {
    if (ended) {
      throw new IllegalStateException(
          "trial " + now().number() + " ended before: a finished trial never changes");
    }
    TrialWrite end = TrialWrite.NOTHING.withState(state, values);
    boolean first = write(end);
    ended = true;
    if (first) {
      synchronized (changing) {
        content = new Content(end.onto(now(), Instant.now()), content.unwritten());
      }
    }
    return first;
  }

  /** Forgets what happened here and queues the trial again, as it was before it was claimed. */
  synchronized void release() {
    ended = true;
    storage.release(id);
  }

  private boolean write(TrialWrite more) {
    TrialWrite waiting;
    synchronized (changing) {
      waiting = content.unwritten();
      content = content.written();
    }
    lastWrite = System.nanoTime();
    try {
      boolean open = storage.write(id, waiting.and(more));
      broken = null;
      return open;
    } catch (StorageException e) {
      broken = e;
      synchronized (changing) {
        content = content.withUnwritten(waiting);
      }
      throw e;
    }
  }

  /** Why the storage did not take the last write; null if it did. */
  @Nullable
  StorageException broken() {
    return broken;
  }
}
