package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Deals the channels out: they lie in groups one after the other, and come out in turn, one of each group: [n, channels, *] (Zhang
 * et al. 2018, <a href="https://arxiv.org/abs/1707.01083">arXiv:1707.01083</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ChannelShuffle.html">torch.nn.ChannelShuffle</a>
 */
public final class ChannelShuffle extends Layer {

  private static final Operator OPERATOR = Operator.named("aten::channel_shuffle");

  private final long groups;

  public ChannelShuffle(long groups) {
    this.groups = Check.positive("groups", groups);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return OPERATOR.call(x, groups).get(0);
  }

  @Override
  protected Value forward(Value x) {
    long[] shape = x.shape();
    return x.unflatten(1, groups, x.knownSize(1) / groups).transpose(1, 2).reshape(shape);
  }

  @Override
  protected String arguments() {
    return "groups=" + groups;
  }
}
