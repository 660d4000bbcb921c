package org.ockham.nn;

import java.util.stream.IntStream;
import org.ockham.onnx.Value;
import org.ockham.tensor.Functional;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Tensor;

/**
 * y = (x − E[x]) / √(Var[x] + ε) · γ + β for each channel (dimension 1). In training mean and variance are the batch's
 * (divided by n), and the running ones become (1 − momentum) · running + momentum · batch's (there divided by n − 1); in
 * evaluation the running ones are used. Defaults: ε = 1e-5, momentum = 0.1, γ = 1, β = 0 (Ioffe, Szegedy 2015, <a
 * href="https://arxiv.org/abs/1502.03167">arXiv:1502.03167</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html">torch.nn.BatchNorm1d</a>
 */
public abstract sealed class BatchNorm extends ChannelNorm
    permits BatchNorm1d, BatchNorm2d, BatchNorm3d {

  BatchNorm(Builder<?> builder) {
    super(builder);
  }

  /** Whether an input of this many dimensions is of this layer's kind. */
  abstract boolean accepts(int dimensions);

  /** The shapes it takes, for the error. */
  abstract String expected();

  @Override
  protected Tensor forward(Tensor x) {
    InputShape.require(
        accepts(x.dim()) && x.size(1) == features,
        x,
        expected() + " with " + features + " features");
    SyncBatchNorm shards = isTraining() ? SyncBatchNorm.ofThread() : null;
    if (shards != null) {
      return shards.normalize(this, x);
    }
    checkCount(x, x.numel() / features);
    boolean updates = isTraining() && batches != null;
    return Functional.batchNorm(
        x,
        weight(),
        bias(),
        runningMean(),
        runningVariance(),
        usesInput(),
        updates ? shareOfThisBatch() : 0,
        eps);
  }

  @Override
  protected Value forward(Value x) {
    if (runningMean() != null) {
      return normalized(x);
    }
    int[] others = IntStream.range(0, x.dim()).filter(i -> i != 1).toArray();
    Value centred = x.sub(x.mean(others));
    Value y = centred.div(centred.mul(centred).mean(others).add(eps).sqrt());
    return y.mul(ofChannels(weight(x.graph()), x)).add(ofChannels(bias(x.graph()), x));
  }

  /** Takes the statistics of a batch of so many values for each mean into the running ones. */
  final void track(double[] mean, double[] variance, double count) {
    Tensor runningMean = runningMean();
    Tensor runningVariance = runningVariance();
    if (runningMean == null || runningVariance == null) {
      return;
    }
    double share = shareOfThisBatch();
    try (NoGrad off = NoGrad.on()) {
      runningMean.lerp_(Tensor.ofDoubles(mean, mean.length).to(runningMean.dtype()), share);
      Tensor unbiased = Tensor.ofDoubles(variance, variance.length).mul(count / (count - 1));
      runningVariance.lerp_(unbiased.to(runningVariance.dtype()), share);
    }
  }

  /** Counts the batch; its share in the running statistics is the momentum, or one of as many as there have been. */
  private double shareOfThisBatch() {
    if (batches == null) {
      return 0;
    }
    try (NoGrad off = NoGrad.on()) {
      batches.value().add_(1);
    }
    return momentum == null ? 1 / batches.value().item() : momentum;
  }
}
