package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Functional;
import org.ockham.tensor.Tensor;

/**
 * y = x · Wᵀ + b: [*, in] → [*, out]. Initially uniform on ±1/√in.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html">torch.nn.Linear</a>
 */
public final class Linear extends Layer {

  private final long in;
  private final long out;
  private final Parameter weight;
  private final @Nullable Parameter bias;

  public Linear(long in, long out) {
    this(in, out, true);
  }

  /**
   * Without bias where that is false.
   *
   * @throws IllegalArgumentException if a size is not positive
   */
  public Linear(long in, long out, boolean withBias) {
    this.in = Check.positive("in", in);
    this.out = Check.positive("out", out);
    weight = parameter("weight", Init.fanIn(in), out, in);
    bias = withBias ? parameter("bias", Init.fanIn(in), out) : null;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Functional.linear(x, weight.value(), Parameter.valueOf(bias));
  }

  @Override
  protected Value forward(Value x) {
    return x.linear(weight.in(x.graph()), Parameter.in(x.graph(), bias));
  }

  @Override
  protected String arguments() {
    return "in_features=" + in + ", out_features=" + out + ", bias=" + (bias != null);
  }
}
