package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Moves channels into space: [*, c · r², h, w] → [*, c, h · r, w · r], r the factor (Shi et al. 2016, <a
 * href="https://arxiv.org/abs/1609.05158">arXiv:1609.05158</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelShuffle.html">torch.nn.PixelShuffle</a>
 */
public final class PixelShuffle extends Layer {

  private static final Operator PIXEL_SHUFFLE = Operator.named("aten::pixel_shuffle");

  private final long factor;

  public PixelShuffle(long factor) {
    this.factor = Check.positive("upscale_factor", factor);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return PIXEL_SHUFFLE.call(x, factor).get(0);
  }

  @Override
  protected Value forward(Value x) {
    int lead = x.dim() - 3;
    long rows = x.knownSize(-2);
    long columns = x.knownSize(-1);
    long channels = x.knownSize(-3) / (factor * factor);
    Value split = x.unflatten(-3, channels, factor, factor);
    Value interleaved = split.permute(Sizes.order(lead, 0, 3, 1, 4, 2));
    return interleaved.reshape(Sizes.behind(x, lead, channels, rows * factor, columns * factor));
  }

  @Override
  protected String arguments() {
    return "upscale_factor=" + factor;
  }
}
