package org.ockham.train;

import org.jspecify.annotations.Nullable;
import org.ockham.nn.SyncBatchNorm;
import org.ockham.tensor.EngineException;

/**
 * Where the shards of one batch meet to exchange numbers, again and again. Whoever has left is not waited for, unless the shards of other
 * ranks are in it too: then all leave together, so that no rank comes to the next batch before the others are done with this one.
 */
final class Meeting {

  static final String OTHER_ORDER =
      "the shards of a batch apply batch normalisation in different orders:"
          + " normalise each shard by itself, or take one shard";

  private final Crew crew;
  private final @Nullable RankMeeting beyond;
  private int present;
  private Round round;
  private volatile boolean failed;
  private volatile boolean closed;

  /** One exchange. */
  private static final class Round {
    private double[] @Nullable [] brought;
    private int place;
    private int arrived;
    private volatile boolean complete;

    Round(int parties) {
      brought = new double[parties][];
    }
  }

  /** Of so many shards of one process. */
  Meeting(Crew crew, int parties) {
    this(crew, parties, parties, null);
  }

  /**
   * Of shards of several ranks.
   *
   * @param shards those of this rank
   * @param parties as many of them as there are parts of the batch for
   */
  Meeting(Crew crew, int shards, int parties, @Nullable RankMeeting beyond) {
    this.crew = crew;
    this.beyond = beyond;
    present = parties;
    round = new Round(shards);
  }

  /** How this shard exchanges. */
  SyncBatchNorm.Gather of(int shard) {
    return (place, mine) -> exchange(shard, place, mine);
  }

  private double[] @Nullable [] exchange(int shard, int place, double[] mine) {
    Round now = arrive(shard, place, mine);
    crew.await(() -> now.complete || failed);
    if (!now.complete) {
      throw new Crew.Abandoned();
    }
    return now.brought;
  }

  private Round arrive(int shard, int place, double[] mine) {
    Round now;
    boolean isFull;
    synchronized (this) {
      now = round;
      if (now.arrived > 0 && now.place != place) {
        fail();
        throw new EngineException(OTHER_ORDER);
      }
      now.place = place;
      now.brought[shard] = mine;
      now.arrived++;
      isFull = isFull();
    }
    complete(now, isFull);
    return now;
  }

  /** A shard has nothing more to bring; it says so once. */
  void leave() {
    Round now;
    boolean isFull;
    boolean isLast;
    synchronized (this) {
      present--;
      isLast = present == 0;
      now = round;
      isFull = isFull();
    }
    complete(now, isFull);
    if (beyond != null && isLast) {
      beyond.leave();
      closed = true;
      crew.wakeAll();
    } else if (beyond != null) {
      crew.await(() -> closed || failed);
    }
  }

  /** This shard has failed, or one in another meeting: nobody is to wait any longer. */
  void fail() {
    failed = true;
    crew.wakeAll();
  }

  /** Whether this round has all who are present; then the next one begins. */
  private boolean isFull() {
    if (round.arrived == 0 || round.arrived < present) {
      return false;
    }
    round = new Round(round.brought.length);
    return true;
  }

  private void complete(Round now, boolean isFull) {
    if (isFull) {
      if (beyond != null) {
        now.brought = beyond.exchange(now.place, now.brought);
      }
      now.complete = true;
      crew.wakeAll();
    }
  }
}
