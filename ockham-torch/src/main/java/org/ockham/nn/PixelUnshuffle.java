package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.Value;
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
  protected Value forward(Value x) {
    int lead = x.dim() - 3;
    long rows = x.knownSize(-2) / factor;
    long columns = x.knownSize(-1) / factor;
    long channels = x.knownSize(-3) * factor * factor;
    Value split = x.unflatten(-1, columns, factor).unflatten(-3, rows, factor);
    Value taken = split.permute(Sizes.order(lead, 0, 2, 4, 1, 3));
    return taken.reshape(Sizes.behind(x, lead, channels, rows, columns));
  }

  @Override
  protected String arguments() {
    return "downscale_factor=" + factor;
  }
}
