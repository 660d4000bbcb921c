package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * x · Φ(x), of each element, Φ the normal distribution function; or its approximation x/2 · (1 + tanh(√(2/π) · (x + 0.044715 ·
 * x³))) (Hendrycks, Gimpel 2016, <a href="https://arxiv.org/abs/1606.08415">arXiv:1606.08415</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html">torch.nn.GELU</a>
 */
public final class GELU extends Layer {

  private static final Operator OPERATOR = Operator.named("aten::gelu");

  /** How Φ is computed. */
  public enum Approximation {
    /** Exactly. */
    NONE("none"),
    TANH("tanh");

    private final String argument;

    Approximation(String argument) {
      this.argument = argument;
    }
  }

  private final Approximation approximate;

  /** Exact. */
  public GELU() {
    this(Approximation.NONE);
  }

  public GELU(Approximation approximate) {
    this.approximate = approximate;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return approximate == Approximation.NONE
        ? x.gelu()
        : OPERATOR.call(x, approximate.argument).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return approximate == Approximation.NONE ? x.gelu() : x.geluTanh();
  }

  @Override
  protected String arguments() {
    return "approximate=" + approximate.argument;
  }
}
