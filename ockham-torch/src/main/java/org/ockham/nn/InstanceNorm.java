package org.ockham.nn;

import java.util.Map;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * y = (x − E[x]) / √(Var[x] + ε) · γ + β with mean and variance of each channel of each sample by itself. By default without
 * γ and β and without running statistics, so that training and evaluation are alike; ε = 1e-5 (Ulyanov et al. 2016, <a
 * href="https://arxiv.org/abs/1607.08022">arXiv:1607.08022</a>). Takes one sample without its batch dimension too.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html">torch.nn.InstanceNorm2d</a>
 */
public abstract sealed class InstanceNorm extends ChannelNorm
    permits InstanceNorm1d, InstanceNorm2d, InstanceNorm3d {

  private static final Operator INSTANCE_NORM = Operator.named("aten::instance_norm");

  private final int spatial;
  private final String expected;

  InstanceNorm(Builder<?> builder, int spatial, String expected) {
    super(builder);
    this.spatial = spatial;
    this.expected = expected;
  }

  @Override
  protected Tensor forward(Tensor x) {
    boolean single = x.dim() == spatial + 1;
    InputShape.require(
        (single || x.dim() == spatial + 2) && x.size(single ? 0 : 1) == features, x, expected);
    // In channels-last, as convolutions give it, the engine takes half as long again.
    Tensor batch = (single ? x.unsqueeze(0) : x).contiguous();
    long samplesTimesChannels = batch.size(0) * features;
    checkCount(x, samplesTimesChannels == 0 ? 0 : x.numel() / samplesTimesChannels);
    Tensor y = INSTANCE_NORM
        .call(
            batch,
            weight(),
            bias(),
            runningMean(),
            runningVariance(),
            usesInput(),
            momentum == null ? Double.valueOf(0) : momentum,
            eps,
            true)
        .get(0);
    return single ? y.squeeze(0) : y;
  }

  @Override
  protected Value forward(Value x) {
    boolean single = x.dim() == spatial + 1;
    Value batch = single ? x.unsqueeze(0) : x;
    Value y = runningMean() == null
        ? batch.op(
            "InstanceNormalization", Map.of("epsilon", eps), weight(x.graph()), bias(x.graph()))
        : normalized(batch);
    return single ? y.squeeze(0) : y;
  }
}
