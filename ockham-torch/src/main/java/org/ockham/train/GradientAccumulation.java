package org.ockham.train;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ockham.check.Check;

/**
 * How many batches make a step of the optimiser: its gradient is that of the loss over all of them, as if they were one batch.
 *
 * @param batchesFrom the number of batches by the epoch, from 1, from which it holds; there is one for the first
 */
public record GradientAccumulation(Map<Integer, Integer> batchesFrom) {

  public GradientAccumulation {
    SortedMap<Integer, Integer> sorted = new TreeMap<>(batchesFrom);
    if (sorted.isEmpty() || sorted.firstKey() != 1) {
      throw new IllegalArgumentException("batches are accumulated from the epochs "
          + sorted.keySet() + " on: the first of them must be 1");
    }
    sorted.values().forEach(batches -> Check.positive("accumulate", batches));
    batchesFrom = Collections.unmodifiableMap(sorted);
  }

  /** So many in every epoch. */
  public static GradientAccumulation of(int batches) {
    return new GradientAccumulation(Map.of(1, batches));
  }

  /** So many from this epoch on (Lightning's {@code GradientAccumulationScheduler}). */
  public GradientAccumulation from(int epoch, int batches) {
    SortedMap<Integer, Integer> more = new TreeMap<>(batchesFrom);
    more.put(Check.positive("epoch", epoch), batches);
    return new GradientAccumulation(more);
  }

  /** How many in this epoch. */
  public int in(int epoch) {
    int batches = 1;
    for (Map.Entry<Integer, Integer> from : batchesFrom.entrySet()) {
      batches = from.getKey() <= Math.max(1, epoch) ? from.getValue() : batches;
    }
    return batches;
  }

  /** How many steps so many batches of this epoch are. */
  int steps(int epoch, int batches) {
    return (batches + in(epoch) - 1) / in(epoch);
  }

  /** The epoch from which on it does not change any more. */
  int lastChange() {
    return Collections.max(batchesFrom.keySet());
  }
}
