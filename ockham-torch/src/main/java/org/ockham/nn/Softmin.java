package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * e⁻ˣ / Σ e⁻ˣ along a dimension.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmin.html">torch.nn.Softmin</a>
 */
public final class Softmin extends Layer {

  private final int dim;

  public Softmin(int dim) {
    this.dim = dim;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.neg().softmax(dim);
  }

  @Override
  protected Value forward(Value x) {
    return x.neg().softmax(dim);
  }

  @Override
  protected String arguments() {
    return "dim=" + dim;
  }
}
