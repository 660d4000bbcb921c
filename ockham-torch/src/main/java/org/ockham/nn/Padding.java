package org.ockham.nn;

import java.util.Arrays;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Widens the last dimensions on both sides. Amounts are pairs (before, after), the LAST dimension's pair first, as PyTorch
 * has them: {@code Padding.zeros(1, 2)} widens the last dimension, {@code Padding.zeros(1, 2, 3, 4)} the last by 1 and 2 and
 * the one before by 3 and 4. Stands for PyTorch's {@code ZeroPad}, {@code ConstantPad}, {@code ReflectionPad}, {@code
 * ReplicationPad} and {@code CircularPad} of one to three dimensions: how many is told by how many pairs there are. A
 * negative amount crops, with constants.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.html#padding-layers">torch.nn, padding layers</a>
 */
public final class Padding extends Layer {

  private static final Operator PAD = Operator.named("aten::pad");

  private final PaddingMode mode;
  private final double value;
  private final long[] amounts;

  private Padding(PaddingMode mode, double value, long... amounts) {
    if (amounts.length == 0 || amounts.length % 2 != 0) {
      throw new IllegalArgumentException("padding is " + Arrays.toString(amounts)
          + ": give two numbers, before and after, for each dimension");
    }
    this.mode = mode;
    this.value = value;
    this.amounts = amounts.clone();
  }

  /** With zeros. */
  public static Padding zeros(long... amounts) {
    return constant(0, amounts);
  }

  /** With this number. */
  public static Padding constant(double value, long... amounts) {
    return new Padding(PaddingMode.CONSTANT, value, amounts);
  }

  /** {@link PaddingMode#REFLECT}. */
  public static Padding reflection(long... amounts) {
    return new Padding(PaddingMode.REFLECT, 0, amounts);
  }

  /** {@link PaddingMode#REPLICATE}. */
  public static Padding replication(long... amounts) {
    return new Padding(PaddingMode.REPLICATE, 0, amounts);
  }

  /** {@link PaddingMode#CIRCULAR}. */
  public static Padding circular(long... amounts) {
    return new Padding(PaddingMode.CIRCULAR, 0, amounts);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return pad(x, mode, value, amounts);
  }

  static Tensor pad(Tensor x, PaddingMode mode, double value, long... amounts) {
    return PAD.call(x, amounts, mode.argument, mode == PaddingMode.CONSTANT ? value : null)
        .get(0);
  }

  @Override
  protected String arguments() {
    return "mode=" + mode.argument + ", padding=" + Sizes.text(amounts)
        + (value == 0 ? "" : ", value=" + value);
  }
}
