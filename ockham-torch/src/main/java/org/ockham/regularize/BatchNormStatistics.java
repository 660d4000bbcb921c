package org.ockham.regularize;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.nn.BatchNorm;
import org.ockham.nn.Layer;
import org.ockham.tensor.DType;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Recomputes the running means and variances of batch normalisation: the plain means over the batches of a pass, as after
 * weights have been averaged.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.update_bn.html">torch.optim.swa_utils.update_bn</a>
 */
public final class BatchNormStatistics {

  /** Sums of one layer's means and variances. */
  private static final class Sums {
    private @Nullable Tensor mean;
    private @Nullable Tensor variance;

    void add(Tensor input) {
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
    Map<String, Sums> sums = new LinkedHashMap<>();
    Map<String, AutoCloseable> observers = new LinkedHashMap<>();
    network.layers().forEach((path, layer) -> {
      if (layer instanceof BatchNorm) {
        Sums own = new Sums();
        sums.put(path, own);
        observers.put(path, layer.observe((applied, input, output) -> own.add(input)));
      }
    });
    if (sums.isEmpty()) {
      return;
    }
    boolean training = network.isTraining();
    try (NoGrad off = NoGrad.on()) {
      network.train();
      int batches = pass(network, loader);
      sums.forEach((path, own) -> write(network.stateDict(), path, own, batches));
    } finally {
      network.training(training);
      observers.values().forEach(BatchNormStatistics::close);
    }
  }

  private static int pass(Layer network, Loader loader) {
    int batches = 0;
    try (Epoch epoch = loader.epoch(0)) {
      while (epoch.hasNext()) {
        try (Scope scope = Scope.open()) {
          Batch batch = epoch.next();
          network.apply(batch.input());
          batches++;
        }
      }
    }
    return batches;
  }

  private static void write(Map<String, Tensor> state, String path, Sums sums, int batches) {
    String prefix = path.isEmpty() ? "" : path + ".";
    Tensor mean = state.get(prefix + "running_mean");
    Tensor variance = state.get(prefix + "running_var");
    Tensor count = state.get(prefix + "num_batches_tracked");
    if (sums.mean != null && sums.variance != null && mean != null && variance != null) {
      mean.copy_(sums.mean.div(batches).to(DType.FLOAT32));
      variance.copy_(sums.variance.div(batches).to(DType.FLOAT32));
      if (count != null) {
        count.fill_(batches);
      }
    }
  }

  private static void close(AutoCloseable observer) {
    try {
      observer.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
