package org.ockham.regularize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.nn.BatchNorm;
import org.ockham.nn.Layer;
import org.ockham.nn.Observation;
import org.ockham.nn.Parameter;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Recomputes the running means and variances of batch normalisation: the plain means over the batches of a pass, as after
 * weights have been averaged. A layer that is applied several times to a batch, by a twin network say, takes the mean over all
 * of its applications, and counts each.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.update_bn.html">torch.optim.swa_utils.update_bn</a>
 */
public final class BatchNormStatistics {

  /** Sums of one layer's means and variances over its applications. */
  private static final class Sums {
    private @Nullable Tensor mean;
    private @Nullable Tensor variance;
    private int applications;

    void add(Tensor input) {
      applications++;
      try (Scope scope = Scope.open()) {
        Tensor rows = input.detach().transpose(0, 1).reshape(input.size(1), -1);
        mean = sum(mean, rows.mean(1));
        variance = sum(variance, rows.var(1, false, 1));
      }
    }

    private static Tensor sum(@Nullable Tensor sum, Tensor value) {
      return sum == null ? value.escape() : sum.add_(value);
    }
  }

  private BatchNormStatistics() {}

  /** One pass over these batches, in training mode; then the mode is as before. Without batch norm nothing is done. */
  public static void recompute(Layer network, Loader loader) {
    // By layer, not by name: one layer may stand under several.
    Map<Layer, Sums> sums = new LinkedHashMap<>();
    for (Layer layer : network.layers().values()) {
      if (layer instanceof BatchNorm) {
        sums.put(layer, new Sums());
      }
    }
    if (sums.isEmpty()) {
      return;
    }
    List<Observation> observers = new ArrayList<>();
    sums.forEach(
        (layer, own) -> observers.add(layer.observe((applied, input, output) -> own.add(input))));
    boolean training = network.isTraining();
    try (NoGrad off = NoGrad.on()) {
      network.train();
      pass(network, loader);
      sums.forEach((layer, own) -> write(layer.stateDict(), own));
    } finally {
      network.training(training);
      observers.forEach(Observation::close);
    }
  }

  private static void pass(Layer network, Loader loader) {
    @Nullable
    Parameter first = network.parameters().values().stream().findFirst().orElse(null);
    try (Epoch epoch = loader.epoch(0)) {
      while (epoch.hasNext()) {
        try (Scope scope = Scope.open()) {
          network.apply(placed(epoch.next().input(), first));
        }
      }
    }
  }

  /** An input where the network is, and as exact. */
  private static Tensor placed(Tensor input, @Nullable Parameter first) {
    if (first == null) {
      return input;
    }
    Tensor value = first.value();
    return input.dtype().isFloating() ? input.to(value) : input.to(value.device());
  }

  private static void write(Map<String, Tensor> state, Sums sums) {
    Tensor mean = state.get("running_mean");
    Tensor variance = state.get("running_var");
    Tensor count = state.get("num_batches_tracked");
    if (sums.mean != null && sums.variance != null && mean != null && variance != null) {
      mean.copy_(sums.mean.div(sums.applications).to(mean));
      variance.copy_(sums.variance.div(sums.applications).to(variance));
      if (count != null) {
        count.fill_(sums.applications);
      }
    }
  }
}
