package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * min(max(min, x), max), of each element; default −1 … 1.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html">torch.nn.Hardtanh</a>
 */
public final class Hardtanh extends Layer {

  private static final Operator HARDTANH = Operator.named("aten::hardtanh");

  private final double min;
  private final double max;

  public Hardtanh() {
    this(-1, 1);
  }

  public Hardtanh(double min, double max) {
    this.min = min;
    if (!(max > min)) {
      throw new IllegalArgumentException(
          "max_val is " + max + ": it must be above min_val (" + min + ")");
    }
    this.max = max;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return HARDTANH.call(x, min, max).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.clamp(min, max);
  }

  @Override
  protected String arguments() {
    return "min_val=" + min + ", max_val=" + max;
  }
}
