package org.ockham.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Tensor;

/** Ranks that are threads of one process: to try what is written for several, and to test it. */
public final class LocalGroups {

  private final byte[] @Nullable [] gathered;
  private final List<@Nullable List<Tensor>> sent;
  private int waiting;
  private long meetings;
  private int left = -1;

  private LocalGroups(int size) {
    gathered = new byte[size][];
    sent = new ArrayList<>(Collections.nCopies(size, null));
  }

  /** A group of so many, as each of them sees it. */
  public static List<ProcessGroup> of(int size) {
    LocalGroups shared = new LocalGroups(size);
    return IntStream.range(0, size).<ProcessGroup>mapToObj(shared::member).toList();
  }

  private ProcessGroup member(int rank) {
    return new Member(rank);
  }

  /** Waits until all are here. Whoever has met the others goes on, even if one of them has left since. */
  private synchronized void meet() {
    checkAllAreThere();
    long meeting = meetings;
    waiting++;
    if (waiting == gathered.length) {
      waiting = 0;
      meetings++;
      notifyAll();
    }
    boolean interrupted = false;
    try {
      while (meetings == meeting) {
        checkAllAreThere();
        try {
          wait();
        } catch (
            InterruptedException e) { // kept for who asks for it later: the others are on their way
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void checkAllAreThere() {
    if (left >= 0) {
      throw new RankException(new Absence(left, Absence.Kind.LEFT)
          .sentence("" + gathered.length, Duration.ZERO, Wording.JAVA));
    }
  }

  private synchronized void leave(int rank) {
    if (left < 0) {
      left = rank;
      notifyAll();
    }
  }

  private final class Member implements ProcessGroup {
    private final int rank;

    Member(int rank) {
      this.rank = rank;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public int size() {
      return gathered.length;
    }

    @Override
    public List<byte[]> allGather(byte[] mine) {
      gathered[rank] = mine.clone();
      meet();
      List<byte[]> all = Arrays.stream(gathered).map(byte[]::clone).toList();
      meet(); // nobody overwrites what another still reads
      return all;
    }

    @Override
    public void exchange(List<Tensor> toEach, List<Tensor> fromEach) {
      Parcels.check(size(), toEach, fromEach);
      sent.set(rank, toEach);
      meet();
      try (NoGrad off = NoGrad.on()) {
        for (int other = 0; other < size(); other++) {
          List<Tensor> theirs = sent.get(other);
          if (theirs != null && theirs.get(rank) != fromEach.get(other)) {
            fromEach.get(other).copy_(theirs.get(rank));
          }
        }
      }
      meet();
    }

    /** Whoever waits, or comes later, learns that one is gone. */
    @Override
    public void close() {
      leave(rank);
    }
  }
}
