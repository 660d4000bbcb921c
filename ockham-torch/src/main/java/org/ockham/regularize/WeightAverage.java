package org.ockham.regularize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.data.Loader;
import org.ockham.nn.Layer;
import org.ockham.state.SavedState;
import org.ockham.tensor.NamedTensors;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.WeightAveraging;

/**
 * Averages the weights that training goes through; the average often generalises better than the last. Exponential: θ̄ ← dθ̄ + (1 −
 * d)θ after every step (Polyak, Juditsky 1992). Stochastic weight averaging: the plain mean of the weights at the ends of the
 * epochs from some epoch on (Izmailov et al. 2018, <a href="https://arxiv.org/abs/1803.05407">arXiv:1803.05407</a>).
 *
 * <pre>{@code
 * Trainer.builder().average(WeightAverage.exponential(0.999)).build().fit(task, data);
 * }</pre>
 *
 * <p>The running statistics of batch normalisation are not averaged. With exponential averages the trained network's are used, with
 * stochastic ones they are {@linkplain BatchNormStatistics recomputed} in a pass over the training data, each time before the averages
 * are validated or kept; {@link #recompute} chooses. In a loop of your own:
 *
 * <pre>{@code
 * WeightAverage average = WeightAverage.exponential(0.999);
 * for (int number = 0; number < steps; number++) {
 *   optimizer.step();
 *   average.add(network);
 * }
 * average.into(network);
 * BatchNormStatistics.recompute(network, Loader.over(data.train()).batch(256));
 * }</pre>
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/optim.html#weight-averaging-swa-and-ema">torch.optim.swa_utils</a>
 */
public final class WeightAverage implements WeightAveraging {

  private static final String ANOTHER = "the averages are another network's";

  /**
   * The settings.
   *
   * @param decay d of exponential averages, in [0, 1), customary 0.99 to 0.9999; not used in stochastic ones
   * @param fromEpoch the first epoch whose end is averaged, from 1; 0 for exponential averages, of every step
   * @param recompute whether the statistics of batch normalisation are recomputed for the averages; default for stochastic ones
   */
  public record Config(double decay, int fromEpoch, boolean recompute) {

    public Config {
      Check.decay("decay", decay);
      Check.atLeast("fromEpoch", fromEpoch, 0);
    }
  }

  private final Config config;
  private final Map<String, Tensor> averages = new LinkedHashMap<>();
  private long count;
  /** Whose weights were last taken in: with another's the averages are compared first. */
  private @Nullable Layer known;

  /** With these settings. */
  public WeightAverage(Config config) {
    this.config = config;
  }

  /** The exponential one, with this d: in [0, 1), customary 0.99 to 0.9999. */
  public static WeightAverage exponential(double decay) {
    return new WeightAverage(new Config(decay, 0, false));
  }

  /** Stochastic weight averaging of the ends of epochs, from this one (the first is 1). */
  public static WeightAverage stochastic(int fromEpoch) {
    return new WeightAverage(new Config(0, Check.positive("fromEpoch", fromEpoch), true));
  }

  /** Whether the statistics of batch normalisation are recomputed for the averages, or those of the trained network used. */
  public WeightAverage recompute(boolean recompute) {
    return new WeightAverage(Copy.of(config, "recompute", recompute));
  }

  /** The settings. */
  public Config config() {
    return config;
  }

  /** With all settings, by which a fit that goes on is compared. */
  @Override
  public String toString() {
    return "WeightAverage" + config;
  }

  @Override
  public void begin() {
    averages.clear();
    count = 0;
    known = null;
  }

  @Override
  public void afterStep(Layer network) {
    if (config.fromEpoch == 0) {
      add(network);
    }
  }

  @Override
  public void afterEpoch(Layer network, int epoch) {
    if (config.fromEpoch > 0 && epoch >= config.fromEpoch) {
      add(network);
    }
  }

  @Override
  public boolean isReady() {
    return count > 0;
  }

  /**
   * Takes in the weights as they are now.
   *
   * @throws IllegalArgumentException if the averages are of parameters with other names or shapes; they stay as they are
   */
  public void add(Layer network) {
    if (network != known && !averages.isEmpty()) {
      Map<String, Tensor> values = values(network);
      NamedTensors.check(ANOTHER, "the network", NamedTensors.shapes(values), averages);
      // Those of a checkpoint are on the CPU.
      values.forEach((name, value) -> averages.computeIfPresent(
          name, (same, average) -> average.to(value.device()).escape()));
    }
    known = network;
    double share = count == 0 ? 1 : config.fromEpoch == 0 ? 1 - config.decay : 1.0 / (count + 1);
    count++;
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      values(network).forEach((name, tensor) -> {
        Tensor value = tensor.detach();
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
          + (config.fromEpoch > 1 ? ", for at least " + config.fromEpoch + " epochs" : ""));
    }
    NamedTensors.copy(ANOTHER, "the network", values(network), averages);
  }

  @Override
  public void into(Layer network, Loader training) {
    into(network);
    if (config.recompute) {
      network.randomize(
          RandomKey.of(0).fold("statistics")); // the same dropout, whatever was before
      BatchNormStatistics.recompute(network, training);
    }
  }

  @Override
  public SavedState state() {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    averages.forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return new SavedState(Map.of("count", count), copies);
  }

  @Override
  public void restore(SavedState saved) {
    restore(saved.tensors(), saved.whole("count"));
  }

  /** The trained numbers themselves, also where a layer computes its weight from them. */
  private static Map<String, Tensor> values(Layer network) {
    Map<String, Tensor> values = new LinkedHashMap<>(network.stateDict());
    values.keySet().retainAll(network.parameters().keySet());
    return values;
  }
}
