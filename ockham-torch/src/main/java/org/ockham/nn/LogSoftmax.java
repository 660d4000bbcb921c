package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * x − ln Σ eˣ along a dimension: the logarithm of {@link Softmax}, exact where that has no digits left.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html">torch.nn.LogSoftmax</a>
 */
public final class LogSoftmax extends Layer {

  private final int dim;

  public LogSoftmax(int dim) {
    this.dim = dim;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.logSoftmax(dim);
  }

  @Override
  protected Value forward(Value x) {
    return x.logSoftmax(dim);
  }

  @Override
  protected String arguments() {
    return "dim=" + dim;
  }
}
