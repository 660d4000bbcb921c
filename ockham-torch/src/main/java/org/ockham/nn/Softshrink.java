package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * x − λ for x &gt; λ, x + λ for x &lt; −λ, else 0, of each element: the proximal step of λ·|x|; default λ = 0.5.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softshrink.html">torch.nn.Softshrink</a>
 */
public final class Softshrink extends Layer {

  private static final Operator SOFTSHRINK = Operator.named("aten::softshrink");

  private final double lambda;

  public Softshrink() {
    this(0.5);
  }

  public Softshrink(double lambda) {
    this.lambda = Check.notNegative("lambd", lambda);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return SOFTSHRINK.call(x, lambda).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.sub(x.clamp(-lambda, lambda));
  }

  @Override
  protected String arguments() {
    return "lambd=" + lambda;
  }
}
