package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * x for x &gt; 0, else a · x with a slope a that is learnt: one for all, or one a channel (dimension 1). Initially 0.25. Do not
 * let weight decay pull on it (He et al. 2015, <a href="https://arxiv.org/abs/1502.01852">arXiv:1502.01852</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PReLU.html">torch.nn.PReLU</a>
 */
public final class PReLU extends Layer {

  private static final Operator PRELU = Operator.named("aten::prelu");

  private final long parameters;
  private final Parameter weight;

  /** One slope for all. */
  public PReLU() {
    this(1, 0.25);
  }

  /** As many slopes as channels, or 1. */
  public PReLU(long parameters, double initial) {
    this.parameters = Check.positive("num_parameters", parameters);
    weight = parameter("weight", Init.constant(initial), parameters);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return PRELU.call(x, weight.value()).get(0);
  }

  @Override
  protected Value forward(Value x) {
    Value slope = weight.in(x.graph());
    return x.op("PRelu", parameters == 1 ? slope : ChannelNorm.ofChannels(slope, x));
  }

  @Override
  protected String arguments() {
    return "num_parameters=" + parameters;
  }
}
