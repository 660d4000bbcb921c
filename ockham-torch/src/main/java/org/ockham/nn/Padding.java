package org.ockham.nn;

import java.util.Arrays;
import java.util.Map;
import org.ockham.onnx.Graph;
import org.ockham.onnx.OnnxException;
import org.ockham.onnx.Value;
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

  @Override
  protected Value forward(Value x) {
    return pad(x, mode, value, amounts);
  }

  static Tensor pad(Tensor x, PaddingMode mode, double value, long... amounts) {
    return PAD.call(x, amounts, mode.argument, mode == PaddingMode.CONSTANT ? value : null)
        .get(0);
  }

  static Value pad(Value x, PaddingMode mode, double value, long... amounts) {
    if (mode == PaddingMode.CIRCULAR && x.graph().opset() < 19) {
      throw new OnnxException("padding of mode circular needs opset 19, and the graph's is "
          + x.graph().opset() + ": export with 19 or later");
    }
    long[] pads = new long[2 * x.dim()];
    long[] shape = x.shape();
    for (int i = 0; i < amounts.length / 2; i++) {
      int axis = x.axis(-1 - i); // the last dimension's come first
      pads[axis] = amounts[2 * i];
      pads[axis + x.dim()] = amounts[2 * i + 1];
      shape[axis] = shape[axis] == Graph.FREE
          ? Graph.FREE
          : shape[axis] + amounts[2 * i] + amounts[2 * i + 1];
    }
    Map<String, ?> attributes = Map.of("mode", mode.onnx);
    Value amount = x.graph().longs(pads);
    return (mode == PaddingMode.CONSTANT
            ? x.op(
                "Pad", attributes, amount, x.graph().constant(value, x.graph().type()))
            : x.op("Pad", attributes, amount))
        .shaped(shape);
  }

  @Override
  protected String arguments() {
    return "mode=" + mode.argument + ", padding=" + Sizes.text(amounts)
        + (value == 0 ? "" : ", value=" + value);
  }
}
