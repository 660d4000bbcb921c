package org.ockham.train;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Loader;
import org.ockham.nn.Layer;

/** The averages of a fit's weights, which take the place of the weights for as long as something looks at them. */
final class Averaging {

  private static final Averaging NONE = new Averaging();

  private final @Nullable WeightAveraging average;
  private final @Nullable Layer network;
  private final @Nullable Loader training;
  private boolean isIn;

  private Averaging() {
    average = null;
    network = null;
    training = null;
  }

  /** By this, or by nothing. */
  Averaging(@Nullable WeightAveraging average, Layer network, Loader training) {
    this.average = average;
    this.network = network;
    this.training = training;
    if (average != null) {
      average.begin();
    }
  }

  static Averaging none() {
    return NONE;
  }

  void afterStep() {
    if (average != null && network != null) {
      average.afterStep(network);
    }
  }

  void afterEpoch(int epoch) {
    if (average != null && network != null) {
      average.afterEpoch(network, epoch);
    }
  }

  /** With the averages in the network, if there are some; then the weights are back to the bit, also if it fails. */
  <T> T during(Supplier<T> use) {
    if (isIn || average == null || network == null || training == null || !average.isReady()) {
      return use.get();
    }
    isIn = true;
    try {
      return Weights.restoring(network, () -> {
        average.into(network, training);
        return use.get();
      });
    } finally {
      isIn = false;
    }
  }

  /** When nothing is trained any more: the averages stay in the network. */
  void end() {
    if (average != null && network != null && training != null && average.isReady()) {
      average.into(network, training);
      isIn = true;
    }
  }
}
