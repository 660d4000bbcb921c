package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * x for x &gt; threshold, else value, of each element.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Threshold.html">torch.nn.Threshold</a>
 */
public final class Threshold extends Layer {

  private static final Operator THRESHOLD = Operator.named("aten::threshold");

  private final double threshold;
  private final double value;

  public Threshold(double threshold, double value) {
    this.threshold = Check.number("threshold", threshold);
    this.value = Check.number("value", value);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return THRESHOLD.call(x, threshold, value).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.le(threshold).where(x.scalar(value), x);
  }

  @Override
  protected String arguments() {
    return "threshold=" + threshold + ", value=" + value;
  }
}
