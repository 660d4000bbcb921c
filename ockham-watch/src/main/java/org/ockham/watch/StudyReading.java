package org.ockham.watch;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.report.Moment;
import org.ockham.watch.StudySource.Known;

/** Reads a study on a thread of its own, so that of a large one is shown what has been read. */
final class StudyReading {

  private final StudySource source;
  private final String name;
  private @Nullable Look look;
  private @Nullable Known known;
  private Instant time = Instant.EPOCH;
  private int number;
  private int unawaited;

  StudyReading(StudySource source, String name) {
    this.source = source;
    this.name = name;
  }

  /** One reading, for a look of the storage. */
  private static final class Look {
    private final Stamp stamp;
    private boolean hasPiece;
    private boolean isOver;
    private @Nullable Throwable failure;

    Look(Stamp stamp) {
      this.stamp = stamp;
    }
  }

  /**
   * What has been read.
   *
   * @param known the study
   * @param number which reading of it that is
   */
  record Read(Known known, int number) {}

  /** What has been read so far; null if nothing has. */
  synchronized @Nullable Known known() {
    return known;
  }

  /** Whether this is all there is, and not the first of it. */
  @SuppressWarnings(
      "ReferenceEquality") // every reading gives others, and to compare them takes long
  synchronized boolean isWhole(Known some) {
    return known == some && look != null && look.isOver && look.failure == null;
  }

  /** How often more has been read than what somebody waited for. */
  synchronized int unawaited() {
    return unawaited;
  }

  /** Why the newest look failed, and when what is known was read; null if it did not. */
  synchronized @Nullable String problem() {
    Throwable failure = look == null ? null : look.failure;
    return failure == null
        ? null
        : "This is how it was at " + Moment.text(time) + ": " + failure.getMessage() + ".";
  }

  /**
   * The study as it is for this look of its storage; if it cannot be read now, as it was last.
   *
   * @param isWhole whether to wait for all of its trials, and not for the first of them only
   * @throws RuntimeException if it cannot be read, and never was
   */
  synchronized Read at(Stamp stamp, boolean isWhole) {
    while (true) {
      Look now = look;
      if (now == null || now.failure != null || (now.isOver && !now.stamp.equals(stamp))) {
        now = begin(stamp);
      }
      while (!now.isOver && (isWhole || !now.hasPiece)) {
        awaitWord();
      }
      if (now.failure != null && (known == null || now.failure instanceof Error)) {
        throw thrown(now.failure);
      }
      if (!now.isOver || now.failure != null || now.stamp.equals(stamp)) {
        return new Read(Objects.requireNonNull(known), number);
      }
    }
  }

  private Look begin(Stamp stamp) {
    Look begun = new Look(stamp);
    look = begun;
    Thread thread = new Thread(() -> read(begun), "ockham-watch-study");
    thread.setDaemon(true);
    thread.start();
    return begun;
  }

  private void read(Look now) {
    try {
      Known all = source.read(name, some -> tell(now, some, false));
      tell(now, all, true);
    } catch (RuntimeException | Error e) {
      fail(now, e);
    }
  }

  private synchronized void tell(Look now, Known read, boolean isOver) {
    if (known == null || !read.isSame(known)) {
      known = read;
      number++;
    }
    if (now.hasPiece) {
      unawaited++;
    }
    time = Instant.now();
    now.hasPiece = true;
    now.isOver = isOver;
    notifyAll();
  }

  private synchronized void fail(Look now, Throwable failure) {
    now.failure = failure;
    now.isOver = true;
    notifyAll();
  }

  @SuppressWarnings("WaitNotInLoop") // the loop is its caller's
  private void awaitWord() {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the reading of the study " + name + " was interrupted", e);
    }
  }

  private static RuntimeException thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }
}
