package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.tensor.Tensor;

/**
 * In training sets each element to zero with probability p and multiplies the others by 1/(1 − p), so that the expectation
 * stays; in evaluation the identity. Regularises by making co-adaptation of units useless (Srivastava et al. 2014, <a
 * href="https://jmlr.org/papers/v15/srivastava14a.html">JMLR 15</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html">torch.nn.Dropout</a>
 */
public final class Dropout extends Layer {

  private final double p;

  /** PyTorch's default: p = 0.5. */
  public Dropout() {
    this(0.5);
  }

  public Dropout(double p) {
    this.p = Check.probability("p", p);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return isTraining() ? drop(x, p, this, x.shape()) : x;
  }

  /** Zeroes with probability p and enlarges the rest, with one draw of the layer's for each element of this shape, which is broadcast. */
  static Tensor drop(Tensor x, double p, Layer layer, long... shape) {
    if (p == 0) {
      return x;
    }
    if (p == 1) {
      return x.mul(0);
    }
    Tensor mask = Tensor.empty(x.dtype(), shape).bernoulli_(1 - p, layer.generator());
    return x.mul(mask.to(x.device()).div_(1 - p));
  }

  @Override
  protected String arguments() {
    return "p=" + p;
  }
}
