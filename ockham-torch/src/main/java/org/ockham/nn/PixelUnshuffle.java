package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Moves space into channels: [*, c, h · r, w · r] → [*, c · r², h, w], r the factor; the reverse of {@link PixelShuffle}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelUnshuffle.html">torch.nn.PixelUnshuffle</a>
 */
public final class PixelUnshuffle extends Layer {

  private static final Operator PIXEL_UNSHUFFLE = Operator.named("aten::pixel_unshuffle");

  private final long factor;

  public PixelUnshuffle(long factor) {
    this.factor = Check.positive("downscale_factor", factor);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return PIXEL_UNSHUFFLE.call(x, factor).get(0);
  }

  @Override
  protected String arguments() {
    return "downscale_factor=" + factor;
  }
}
