package org.ockham.nn;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * x for |x| &gt; λ, else 0, of each element; default λ = 0.5.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardshrink.html">torch.nn.Hardshrink</a>
 */
public final class Hardshrink extends Layer {

  private static final Operator HARDSHRINK = Operator.named("aten::hardshrink");

  private final double lambda;

  public Hardshrink() {
    this(0.5);
  }

  public Hardshrink(double lambda) {
    this.lambda = Check.number("lambd", lambda);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return HARDSHRINK.call(x, lambda).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.op("Shrink", Map.of("lambd", lambda, "bias", 0.0));
  }

  @Override
  protected String arguments() {
    return "lambd=" + lambda;
  }
}
