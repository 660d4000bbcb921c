package org.ockham.nn;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * y = (x − E[x]) / √(Var[x] + ε) · γ + β with mean and variance over groups of channels of each sample by itself, γ and β one
 * a channel: [n, channels, *], more than one value a group. One group is a layer norm of the whole sample, as many groups as channels an instance norm.
 * Default ε = 1e-5 (Wu, He 2018, <a href="https://arxiv.org/abs/1803.08494">arXiv:1803.08494</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html">torch.nn.GroupNorm</a>
 */
public final class GroupNorm extends Layer {

  /** The arguments. */
  public static final class Builder extends NormBuilder<GroupNorm, Builder> {
    private final long groups;
    private final long channels;

    private Builder(long groups, long channels) {
      super(true, GroupNorm::new);
      this.groups = Check.positive("num_groups", groups);
      this.channels = Check.positive("num_channels", channels);
      if (channels % groups != 0) {
        throw new IllegalArgumentException(
            "num_groups is " + groups + ": it must divide num_channels (" + channels + ")");
      }
    }
  }

  private static final Operator GROUP_NORM = Operator.named("aten::group_norm");

  private final long groups;
  private final long channels;
  private final double eps;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;

  /**
   * With the defaults.
   *
   * @throws IllegalArgumentException if the groups do not divide the channels
   */
  public GroupNorm(long groups, long channels) {
    this(of(groups, channels));
  }

  private GroupNorm(Builder builder) {
    groups = builder.groups;
    channels = builder.channels;
    eps = builder.eps;
    weight = builder.affine ? parameter("weight", Init.ones(), channels) : null;
    bias = builder.affine && builder.bias ? parameter("bias", Init.zeros(), channels) : null;
  }

  /** To be given further arguments. */
  public static Builder of(long groups, long channels) {
    return new Builder(groups, channels);
  }

  @Override
  protected Tensor forward(Tensor x) {
    InputShape.require(x.dim() >= 2 && x.size(1) == channels, x, "[n, " + channels + ", *]");
    if (x.numel() == x.size(0) * groups && x.numel() > 0) {
      throw InputShape.oneValue(x, "a group norm needs", "fewer groups or a larger input");
    }
    // In channels-last, as convolutions give it, the engine takes three times as long.
    return GROUP_NORM
        .call(x.contiguous(), groups, Parameter.valueOf(weight), Parameter.valueOf(bias), eps, true)
        .get(0);
  }

  @Override
  protected Value forward(Value x) {
    Graph graph = x.graph();
    Value grouped = x.unflatten(1, groups, channels / groups).flatten(2);
    Value y = grouped.op(
        "InstanceNormalization",
        Map.of("epsilon", eps),
        graph.constant(Tensor.ones(groups)),
        graph.constant(Tensor.zeros(groups)));
    Value back = y.reshape(x.shape());
    Value scaled = weight == null ? back : back.mul(ChannelNorm.ofChannels(weight.in(graph), x));
    return bias == null ? scaled : scaled.add(ChannelNorm.ofChannels(bias.in(graph), x));
  }

  @Override
  protected String arguments() {
    return groups + ", " + channels + ", eps=" + eps
        + (weight == null ? ", affine=false" : bias == null ? ", bias=false" : "");
  }
}
