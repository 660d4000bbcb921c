package org.ockham.train;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.ockham.nn.Layer;

/**
 * The layers that fits of this process are training: two at once would both write to their weights, and neither would know. A callback's fit
 * within a fit is no second one: the first waits for it.
 */
final class UnderTraining implements AutoCloseable {

  private static final IdentityHashMap<Layer, Thread> ALL = new IdentityHashMap<>();

  private final List<Layer> claimed;

  private UnderTraining(List<Layer> claimed) {
    this.claimed = claimed;
  }

  /**
   * Claims a network and all its layers.
   *
   * @throws IllegalStateException if a fit of another thread trains one of them
   */
  static UnderTraining claim(Layer network) {
    Thread own = Thread.currentThread();
    List<Layer> claimed = new ArrayList<>();
    synchronized (ALL) {
      if (network.layers().values().stream()
          .anyMatch(layer -> ALL.getOrDefault(layer, own) != own)) {
        throw new IllegalStateException(
            "Another fit is training this network: wait until it ends, or give each fit a network of its own.");
      }
      for (Layer layer : network.layers().values()) {
        if (ALL.putIfAbsent(layer, own) == null) {
          claimed.add(layer);
        }
      }
    }
    return new UnderTraining(claimed);
  }

  @Override
  public void close() {
    synchronized (ALL) {
      claimed.forEach(ALL::remove);
    }
  }
}
