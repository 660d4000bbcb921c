package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * ln(1 + e^(β·x)) / β, of each element, and x itself where β·x exceeds the threshold; defaults β = 1, threshold 20.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html">torch.nn.Softplus</a>
 */
public final class Softplus extends Layer {

  private static final Operator SOFTPLUS = Operator.named("aten::softplus");

  private final double beta;
  private final double threshold;

  public Softplus() {
    this(1, 20);
  }

  public Softplus(double beta, double threshold) {
    this.beta = Check.positive("beta", beta);
    this.threshold = Check.number("threshold", threshold);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return SOFTPLUS.call(x, beta, threshold).get(0);
  }

  @Override
  protected Value forward(Value x) {
    Value scaled = x.mul(beta);
    return scaled.le(threshold).where(scaled.softplus().div(beta), x);
  }

  @Override
  protected String arguments() {
    return "beta=" + beta + ", threshold=" + threshold;
  }
}
