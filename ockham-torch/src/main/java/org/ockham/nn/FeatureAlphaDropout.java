package org.ockham.nn;

import java.util.Arrays;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * {@link AlphaDropout} of whole channels: [n, channels, *]; in evaluation the identity.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.FeatureAlphaDropout.html">torch.nn.FeatureAlphaDropout</a>
 */
public final class FeatureAlphaDropout extends Layer {

  private final double p;

  /** PyTorch's default: p = 0.5. */
  public FeatureAlphaDropout() {
    this(0.5);
  }

  public FeatureAlphaDropout(double p) {
    this.p = Check.probability("p", p);
  }

  @Override
  protected Tensor forward(Tensor x) {
    InputShape.require(x.dim() >= 2, x, "[n, channels, *]");
    long[] shape = x.shape();
    Arrays.fill(shape, 2, shape.length, 1);
    return isTraining() ? AlphaDropout.drop(x, p, this, shape) : x;
  }

  @Override
  protected Value forward(Value x) {
    return x;
  }

  @Override
  protected String arguments() {
    return "p=" + p;
  }
}
