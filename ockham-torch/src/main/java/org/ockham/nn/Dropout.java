package org.ockham.nn;

import java.util.function.Supplier;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.CounterGenerator;
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
  private final boolean batchSecond;

  /** PyTorch's default: p = 0.5. */
  public Dropout() {
    this(0.5);
  }

  public Dropout(double p) {
    this(p, false);
  }

  /** With samples in the second of three dimensions, if so: [length, n, features]. */
  Dropout(double p, boolean batchSecond) {
    this.p = Check.probability("p", p);
    this.batchSecond = batchSecond;
  }

  @Override
  protected Tensor forward(Tensor x) {
    if (!isTraining()) {
      return x;
    }
    if (batchSecond && x.dim() == 3) {
      return drop(x.transpose(0, 1), p, this).transpose(0, 1);
    }
    return drop(x, p, this);
  }

  @Override
  protected Value forward(Value x) {
    return x;
  }

  /** Zeroes with probability p and enlarges the rest; x's first dimension is the samples. */
  static Tensor drop(Tensor x, double p, Layer layer) {
    long[] shape = x.shape();
    return drop(x, p, () -> layer.sampleDraws(shape), shape);
  }

  /** The same with a draw for each element of this shape, which is broadcast. */
  static Tensor drop(Tensor x, double p, Supplier<CounterGenerator> draws, long... shape) {
    if (p == 0) {
      return x;
    }
    if (p == 1) {
      return x.mul(0);
    }
    return x.mul(draws.get().mask(p, 1 / (1 - p), shape).to(x));
  }

  @Override
  protected String arguments() {
    return "p=" + p;
  }
}
