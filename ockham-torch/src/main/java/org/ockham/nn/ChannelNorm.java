package org.ockham.nn;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/** Normalises each channel (dimension 1), with running statistics for evaluation if asked to: what batch and instance norms share. */
public abstract sealed class ChannelNorm extends Layer permits BatchNorm, InstanceNorm {

  /**
   * The arguments.
   *
   * @param <L> the layer's class
   */
  public static final class Builder<L extends ChannelNorm> extends NormBuilder<L, Builder<L>> {
    private final long features;
    private @Nullable Double momentum = 0.1;
    private boolean trackRunningStats;

    Builder(
        long features, boolean affine, boolean trackRunningStats, Function<Builder<L>, L> layer) {
      super(affine, layer);
      this.features = Check.positive("features", features);
      this.trackRunningStats = trackRunningStats;
    }

    /** The share of the new statistics in the running ones, default 0.1; null for their plain mean over all batches so far. */
    public Builder<L> momentum(@Nullable Double momentum) {
      this.momentum = momentum == null ? null : Check.probability("momentum", momentum);
      return this;
    }

    /** Whether running statistics are kept; without them evaluation uses the input's own. */
    public Builder<L> trackRunningStats(boolean track) {
      this.trackRunningStats = track;
      return this;
    }
  }

  static final String BATCHES = "num_batches_tracked";

  final long features;
  final double eps;
  final @Nullable Double momentum;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;
  private final @Nullable Buffer runningMean;
  private final @Nullable Buffer runningVariance;
  final @Nullable Buffer batches;

  ChannelNorm(Builder<?> builder) {
    features = builder.features;
    eps = builder.eps;
    momentum = builder.momentum;
    weight = builder.affine ? parameter("weight", Init.ones(), features) : null;
    bias = builder.affine && builder.bias ? parameter("bias", Init.zeros(), features) : null;
    boolean track = builder.trackRunningStats;
    runningMean = track ? buffer("running_mean", Tensor.zeros(features)) : null;
    runningVariance = track ? buffer("running_var", Tensor.ones(features)) : null;
    batches = track ? buffer(BATCHES, Tensor.zeros(DType.INT64)) : null;
  }

  /** Whether the statistics are the input's own. */
  final boolean usesInput() {
    return isTraining() || runningMean == null;
  }

  final @Nullable Tensor weight() {
    return Parameter.valueOf(weight);
  }

  final @Nullable Tensor bias() {
    return Parameter.valueOf(bias);
  }

  final @Nullable Tensor runningMean() {
    return runningMean == null ? null : runningMean.value();
  }

  final @Nullable Tensor runningVariance() {
    return runningVariance == null ? null : runningVariance.value();
  }

  /** By the running statistics, in inference form. */
  final Value normalized(Value x) {
    Graph graph = x.graph();
    Buffer mean = Objects.requireNonNull(runningMean);
    Buffer variance = Objects.requireNonNull(runningVariance);
    return x.op(
        "BatchNormalization",
        Map.of("epsilon", eps),
        weight(graph),
        bias(graph),
        graph.weight(mean, "running_mean", mean::value),
        graph.weight(variance, "running_var", variance::value));
  }

  final Value weight(Graph graph) {
    return weight == null ? graph.constant(Tensor.ones(features)) : weight.in(graph);
  }

  final Value bias(Graph graph) {
    return bias == null ? graph.constant(Tensor.zeros(features)) : bias.in(graph);
  }

  /** One number a channel, to be combined with values that have the channels second. */
  static Value ofChannels(Value each, Value x) {
    Value y = each;
    for (int i = 2; i < x.dim(); i++) {
      y = y.unsqueeze(-1);
    }
    return y;
  }

  /** Statistics of one number have no variance: refused, as PyTorch does, in evaluation too where the input's own count. */
  final void checkCount(Tensor x, long valuesPerMean) {
    if ((isTraining() && valuesPerMean < 1) || (usesInput() && valuesPerMean == 1)) {
      throw InputShape.oneValue(
          x,
          isTraining() ? "training needs" : "evaluation without running statistics needs",
          this instanceof BatchNorm ? "a larger batch" : "a larger input");
    }
  }

  @Override
  protected String arguments() {
    return features + ", eps=" + eps + ", momentum=" + momentum
        + (weight == null ? ", affine=false" : bias == null ? ", bias=false" : "")
        + (runningMean == null ? ", track_running_stats=false" : "");
  }
}
