package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * Dropout for networks with {@link SELU}: in training each element becomes, with probability p, SELU's limit −λα = −1.7581,
 * and all are then mapped by x ↦ a·x + b so that mean 0 and variance 1 stay; in evaluation the identity. a = ((1 − p)(1 +
 * p·(λα)²))^−½, b = a·p·λα (Klambauer et al. 2017, <a href="https://arxiv.org/abs/1706.02515">arXiv:1706.02515</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AlphaDropout.html">torch.nn.AlphaDropout</a>
 */
public final class AlphaDropout extends Layer {

  /** −λα. */
  private static final double LIMIT = -1.7580993408473766;

  private final double p;

  /** PyTorch's default: p = 0.5. */
  public AlphaDropout() {
    this(0.5);
  }

  public AlphaDropout(double p) {
    this.p = Check.probability("p", p);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return isTraining() ? drop(x, p, this, x.shape()) : x;
  }

  @Override
  protected Value forward(Value x) {
    return x;
  }

  /** With one draw of the layer's for each element of this shape, which is broadcast; its first dimension is the samples. */
  static Tensor drop(Tensor x, double p, Layer layer, long... shape) {
    if (p == 0) {
      return x;
    }
    if (p == 1) {
      return x.mul(0);
    }
    double a = 1 / Math.sqrt((1 - p) * (1 + p * LIMIT * LIMIT));
    // a · x + b where kept, a · LIMIT + b elsewhere
    Tensor mask = layer.sampleDraws(shape).mask(p, a, shape).to(x);
    return x.sub(LIMIT).mul(mask).add(a * LIMIT * (1 - p));
  }

  @Override
  protected String arguments() {
    return "p=" + p;
  }
}
