package org.ockham.distributed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Tensor;

/** Ranks that are threads of one process: to try what is written for several, and to test it. */
public final class LocalGroups {

  private final Phaser meeting;
  private final byte[] @Nullable [] gathered;
  private final List<@Nullable List<Tensor>> sent;

  private LocalGroups(int size) {
    meeting = new Phaser(size);
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
      sent.set(rank, toEach);
      meet();
      for (int other = 0; other < size(); other++) {
        List<Tensor> theirs = sent.get(other);
        if (theirs != null) {
          fromEach.get(other).copy_(theirs.get(rank));
        }
      }
      meet();
    }

    /** An interrupt is kept for who asks for it later: the others are on their way. */
    private void meet() {
      int phase = meeting.arrive();
      int next = phase < 0 ? phase : meeting.awaitAdvance(phase);
      boolean isMissed = next < 0 && (next & Integer.MAX_VALUE) == phase; // else all came before
      if (phase < 0 || isMissed) {
        throw new RankException("rank " + rank + ": another rank has left");
      }
    }

    /** Whoever waits, or comes later, learns that one is gone. */
    @Override
    public void close() {
      meeting.forceTermination();
    }
  }
}
