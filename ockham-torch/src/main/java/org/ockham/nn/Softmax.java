package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * eˣ / Σ eˣ along a dimension: positive numbers that add up to one.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html">torch.nn.Softmax</a>
 */
public final class Softmax extends Layer {

  private final int dim;

  public Softmax(int dim) {
    this.dim = dim;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.softmax(dim);
  }

  @Override
  protected Value forward(Value x) {
    return x.softmax(dim);
  }

  @Override
  protected String arguments() {
    return "dim=" + dim;
  }
}
