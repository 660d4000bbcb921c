package org.ockham.regularize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.nn.Layer;
import org.ockham.tensor.NamedTensors;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Averages the weights that training goes through; the average often generalises better than the last. Exponential: θ̄ ← dθ̄ + (1 −
 * d)θ after every step (Polyak, Juditsky 1992). Stochastic weight averaging: the plain mean of the weights at the ends of the
 * epochs from some epoch on (Izmailov et al. 2018, <a href="https://arxiv.org/abs/1803.05407">arXiv:1803.05407</a>).
 *
 * <pre>{@code
 * WeightAverage average = WeightAverage.exponential(0.999);
 * Trainer.builder().callbacks(average).build().fit(task, data);
 * average.into(task.network());
 * BatchNormStatistics.recompute(task.network(), Loader.over(data.train()).batch(256));
 * }</pre>
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/optim.html#weight-averaging-swa-and-ema">torch.optim.swa_utils</a>
 */
public final class WeightAverage implements Callback {

  private static final String ANOTHER = "the averages are another network's";

  private final double decay;
  private final int fromEpoch;
  private final Map<String, Tensor> averages = new LinkedHashMap<>();
  private long count;
  /** Whose weights were last taken in: with another's the averages are compared first. */
  private @Nullable Layer known;

  private WeightAverage(double decay, int fromEpoch) {
    this.decay = decay;
    this.fromEpoch = fromEpoch;
  }

  /** The exponential one, with this d: in [0, 1), customary 0.99 to 0.9999. */
  public static WeightAverage exponential(double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("decay is " + decay + ": it must lie in [0, 1)");
    }
    return new WeightAverage(decay, 0);
  }

  /** Stochastic weight averaging of the ends of epochs, from this one (the first is 1). */
  public static WeightAverage stochastic(int fromEpoch) {
    if (fromEpoch < 1) {
      throw new IllegalArgumentException("fromEpoch is " + fromEpoch + ": it must be at least 1");
    }
    return new WeightAverage(Double.NaN, fromEpoch);
  }

  @Override
  public void onFitStart(Fit fit) {
    averages.clear();
    count = 0;
    known = null;
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    if (fromEpoch == 0) {
      add(fit.module().network());
    }
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    if (fromEpoch > 0 && fit.epoch() >= fromEpoch) {
      add(fit.module().network());
    }
  }

  /**
   * Takes in the weights as they are now.
   *
   * @throws IllegalArgumentException if the averages are of parameters with other names or shapes; they stay as they are
   */
  public void add(Layer network) {
    if (network != known && !averages.isEmpty()) {
      NamedTensors.check(ANOTHER, "the network", NamedTensors.shapes(values(network)), averages);
    }
    known = network;
    double share = count == 0 ? 1 : fromEpoch == 0 ? 1 - decay : 1.0 / (count + 1);
    count++;
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      network.parameters().forEach((name, parameter) -> {
        Tensor value = parameter.value().detach();
        Tensor average = averages.get(name);
        if (average == null) {
          averages.put(name, value.copy().escape());
        } else {
          average.lerp_(value, share);
        }
      });
    }
  }

  /** How many weights it has taken in. */
  public long count() {
    return count;
  }

  /** The averages by name; the memory is shared. */
  public Map<String, Tensor> averages() {
    return Collections.unmodifiableMap(averages);
  }

  /**
   * Goes on from saved averages of so many weights.
   *
   * @throws IllegalArgumentException if they are fewer than none, or there are averages of parameters with other names or
   *     shapes already; nothing has changed
   */
  public void restore(Map<String, Tensor> saved, long count) {
    if (count < 0 || (count == 0) != saved.isEmpty()) {
      throw new IllegalArgumentException("the count of " + saved.size() + " saved averages is "
          + count + ": it must be 0 for none, and above for some");
    }
    if (!averages.isEmpty() && !saved.isEmpty()) {
      NamedTensors.check(ANOTHER, "this one", NamedTensors.shapes(averages), saved);
    }
    Map<String, Tensor> copies = new LinkedHashMap<>();
    saved.forEach((name, tensor) -> copies.put(name, tensor.detach().copy().escape()));
    averages.clear();
    averages.putAll(copies);
    this.count = count;
    known = null;
  }

  /**
   * Puts the averages into a network of the same parameters. Running statistics of batch normalisation fit the old weights
   * until they are {@linkplain BatchNormStatistics recomputed}.
   *
   * @throws IllegalStateException if it has taken in nothing yet
   * @throws IllegalArgumentException if they are of parameters with other names or shapes; the network stays as it is
   */
  public void into(Layer network) {
    if (count == 0) {
      throw new IllegalStateException("nothing has been averaged yet: train first"
          + (fromEpoch > 1 ? ", for at least " + fromEpoch + " epochs" : ""));
    }
    NamedTensors.copy(ANOTHER, "the network", values(network), averages);
  }

  private static Map<String, Tensor> values(Layer network) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    network.parameters().forEach((name, parameter) -> values.put(name, parameter.value()));
    return values;
  }
}
