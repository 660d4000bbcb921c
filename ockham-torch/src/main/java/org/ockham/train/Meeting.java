package org.ockham.train;

import org.jspecify.annotations.Nullable;
import org.ockham.nn.SyncBatchNorm;
import org.ockham.tensor.EngineException;

/** Where the shards of one batch meet to exchange numbers, again and again. Whoever has left is not waited for. */
final class Meeting {

  private final Crew crew;
  private int present;
  private Round round;
  private volatile boolean failed;

  /** One exchange. */
  private static final class Round {
    private final double[] @Nullable [] brought;
    private int place;
    private int arrived;
    private volatile boolean complete;

    Round(int parties) {
      brought = new double[parties][];
    }
  }

  Meeting(Crew crew, int parties) {
    this.crew = crew;
    present = parties;
    round = new Round(parties);
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

  private synchronized Round arrive(int shard, int place, double[] mine) {
    Round now = round;
    if (now.arrived > 0 && now.place != place) {
      fail();
      throw new EngineException(
          "the shards of a batch apply batch normalisation in different orders:"
              + " normalise each shard by itself, or take one shard");
    }
    now.place = place;
    now.brought[shard] = mine;
    now.arrived++;
    completeIfAllAreThere();
    return now;
  }

  /** A shard has nothing more to bring; it says so once. */
  synchronized void leave() {
    present--;
    completeIfAllAreThere();
  }

  /** This shard has failed, or one in another meeting: nobody is to wait any longer. */
  synchronized void fail() {
    failed = true;
    crew.wakeAll();
  }

  private void completeIfAllAreThere() {
    Round now = round;
    if (now.arrived > 0 && now.arrived == present) {
      round = new Round(now.brought.length);
      now.complete = true;
      crew.wakeAll();
    }
  }
}
