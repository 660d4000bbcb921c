package org.ockham.nn;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.tensor.DType;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/** Normalises each channel (dimension 1), with running statistics for evaluation if asked to: what batch and instance norms share. */
public abstract sealed class ChannelNorm extends Layer permits BatchNorm, InstanceNorm {

  /**
   * The arguments.
   *
   * @param features the number of channels
   * @param eps added to the variance; default 1e-5
   * @param momentum the share of the new statistics in the running ones, default 0.1; null for their plain mean over all
   *     batches so far
   * @param affine whether weight and bias are learnt
   * @param trackRunningStats whether running statistics are kept; without them evaluation uses the input's own
   * @param layer makes the layer
   * @param <L> the layer's class
   */
  public record Config<L extends ChannelNorm>(
      long features,
      double eps,
      @Nullable Double momentum,
      boolean affine,
      boolean trackRunningStats,
      Function<Config<L>, L> layer) {

    public Config {
      Check.positive("features", features);
      Check.positive("eps", eps);
      if (momentum != null) {
        Check.probability("momentum", momentum);
      }
    }

    public Config<L> eps(double eps) {
      return new Config<>(features, eps, momentum, affine, trackRunningStats, layer);
    }

    public Config<L> momentum(@Nullable Double momentum) {
      return new Config<>(features, eps, momentum, affine, trackRunningStats, layer);
    }

    public Config<L> affine(boolean affine) {
      return new Config<>(features, eps, momentum, affine, trackRunningStats, layer);
    }

    public Config<L> trackRunningStats(boolean track) {
      return new Config<>(features, eps, momentum, affine, track, layer);
    }

    /** The layer. */
    public L build() {
      return layer.apply(this);
    }
  }

  static final String BATCHES = "num_batches_tracked";

  final Config<?> config;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;
  private final @Nullable Buffer runningMean;
  private final @Nullable Buffer runningVariance;
  final @Nullable Buffer batches;

  ChannelNorm(Config<?> config) {
    this.config = config;
    long features = config.features();
    weight = config.affine() ? parameter("weight", Init.ones(), features) : null;
    bias = config.affine() ? parameter("bias", Init.zeros(), features) : null;
    boolean track = config.trackRunningStats();
    runningMean = track ? buffer("running_mean", Tensor.zeros(features)) : null;
    runningVariance = track ? buffer("running_var", Tensor.ones(features)) : null;
    batches = track ? buffer(BATCHES, Tensor.zeros(DType.INT64)) : null;
  }

  /** Whether the statistics are the input's own. */
  final boolean usesInput() {
    return isTraining() || runningMean == null;
  }

  final @Nullable Tensor weight() {
    return weight == null ? null : weight.value();
  }

  final @Nullable Tensor bias() {
    return bias == null ? null : bias.value();
  }

  final @Nullable Tensor runningMean() {
    return runningMean == null ? null : runningMean.value();
  }

  final @Nullable Tensor runningVariance() {
    return runningVariance == null ? null : runningVariance.value();
  }

  final void checkShape(Tensor x, boolean fits, String expected) {
    if (!fits) {
      throw new EngineException("the input has shape " + Arrays.toString(x.shape()) + " where "
          + expected + " is expected");
    }
  }

  /** Statistics of one number have no variance: refused, as PyTorch does, in evaluation too where the input's own count. */
  final void checkCount(Tensor x, long valuesPerMean) {
    if ((isTraining() && valuesPerMean < 1) || (usesInput() && valuesPerMean == 1)) {
      throw Shape.oneValue(
          x,
          isTraining() ? "training needs" : "evaluation without running statistics needs",
          this instanceof BatchNorm ? "a larger batch" : "a larger input");
    }
  }

  @Override
  protected String arguments() {
    return config.features() + ", eps=" + config.eps() + ", momentum=" + config.momentum()
        + (config.affine() ? "" : ", affine=false")
        + (config.trackRunningStats() ? "" : ", track_running_stats=false");
  }
}
