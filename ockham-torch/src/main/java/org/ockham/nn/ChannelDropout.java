package org.ockham.nn;

import java.util.Arrays;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * In training sets whole channels to zero, each with probability p, and multiplies the others by 1/(1 − p): neighbours in a
 * channel are alike, so that dropping single values would hide nothing; in evaluation the identity (Tompson et al. 2014, <a
 * href="https://arxiv.org/abs/1411.4280">arXiv:1411.4280</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html">torch.nn.Dropout2d</a>
 */
public abstract sealed class ChannelDropout extends Layer permits Dropout1d, Dropout2d, Dropout3d {

  private final double p;
  private final int spatial;

  ChannelDropout(double p, int spatial) {
    this.p = Check.probability("p", p);
    this.spatial = spatial;
  }

  @Override
  protected Tensor forward(Tensor x) {
    int channelDimension = x.dim() - spatial - 1;
    if (channelDimension < 0 || channelDimension > 1) {
      throw InputShape.wrong(
          x,
          "[n, channels] and " + spatial + (spatial == 1 ? " dimension more" : " dimensions more"));
    }
    if (!isTraining()) {
      return x;
    }
    long[] shape = x.shape();
    Arrays.fill(shape, channelDimension + 1, shape.length, 1);
    long channels = shape[channelDimension];
    return Dropout.drop(x, p, () -> sampleDraws(1, channels), shape);
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
