package org.ockham.nn;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * x for x &gt; 0, else a · x, of each element: in training a is drawn for each element from the uniform distribution on lower …
 * upper, in evaluation it is the middle of them. Defaults 1/8 and 1/3 (Xu et al. 2015, <a
 * href="https://arxiv.org/abs/1505.00853">arXiv:1505.00853</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.RReLU.html">torch.nn.RReLU</a>
 */
public final class RReLU extends Layer {

  private final double lower;
  private final double upper;

  public RReLU() {
    this(1.0 / 8, 1.0 / 3);
  }

  public RReLU(double lower, double upper) {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "lower is " + lower + ": it must not be above upper (" + upper + ")");
    }
    this.lower = Check.finite("lower", lower);
    this.upper = Check.finite("upper", upper);
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor negative = x.clamp(null, 0);
    if (!isTraining() || lower == upper) {
      return x.relu().add(negative.mul((lower + upper) / 2));
    }
    long[] shape = x.shape();
    Tensor slope = sampleDraws(shape).uniform(lower, upper, shape).to(x);
    return x.relu().add(negative.mul(slope));
  }

  @Override
  protected Value forward(Value x) {
    return x.op("LeakyRelu", Map.of("alpha", (lower + upper) / 2));
  }

  @Override
  protected String arguments() {
    return "lower=" + lower + ", upper=" + upper;
  }
}
