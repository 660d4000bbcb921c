package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * max(0, x) + min(0, α · (e^(x/α) − 1)), of each element: an ELU whose slope has no jump whatever α; default α = 1
 * (Barron 2017, <a href="https://arxiv.org/abs/1704.07483">arXiv:1704.07483</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CELU.html">torch.nn.CELU</a>
 */
public final class CELU extends Layer {

  private static final Operator CELU = Operator.named("aten::celu");

  private final double alpha;

  public CELU() {
    this(1);
  }

  public CELU(double alpha) {
    if (alpha == 0) {
      throw new IllegalArgumentException("alpha is " + alpha + ": it must not be 0");
    }
    this.alpha = Check.finite("alpha", alpha);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return CELU.call(x, alpha).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.relu()
        .add(x.clamp(Double.NEGATIVE_INFINITY, 0).div(alpha).exp().sub(1).mul(alpha));
  }

  @Override
  protected String arguments() {
    return "alpha=" + alpha;
  }
}
