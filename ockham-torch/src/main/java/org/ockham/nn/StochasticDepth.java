package org.ockham.nn;

import java.util.Arrays;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * In training sets whole samples to zero, each with probability p, and multiplies the others by 1/(1 − p); in evaluation the
 * identity. At the end of a residual block's branch ({@link Residual}) it leaves out the block for these samples, so that
 * the network is trained at many depths (Huang et al. 2016, <a
 * href="https://arxiv.org/abs/1603.09382">arXiv:1603.09382</a>).
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.ops.StochasticDepth.html">torchvision.ops.StochasticDepth</a>
 */
public final class StochasticDepth extends Layer {

  /** What is kept or left out together. */
  public enum Mode {
    /** Each sample by itself. */
    ROW,
    /** The whole batch of a step. */
    BATCH
  }

  private final double p;
  private final Mode mode;

  /** Each sample by itself. */
  public StochasticDepth(double p) {
    this(p, Mode.ROW);
  }

  public StochasticDepth(double p, Mode mode) {
    this.p = Check.probability("p", p);
    this.mode = mode;
  }

  @Override
  protected Tensor forward(Tensor x) {
    InputShape.require(x.dim() >= 1, x, "[n, *]");
    long[] shape = x.shape();
    Arrays.fill(shape, mode == Mode.ROW ? 1 : 0, shape.length, 1);
    return isTraining()
        ? Dropout.drop(x, p, () -> mode == Mode.ROW ? sampleDraws(shape) : stepDraws(), shape)
        : x;
  }

  @Override
  protected Value forward(Value x) {
    return x;
  }

  @Override
  protected String arguments() {
    return "p=" + p + ", mode=" + mode.name().toLowerCase(java.util.Locale.ROOT);
  }
}
