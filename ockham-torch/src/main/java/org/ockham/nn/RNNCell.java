package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * One step of an {@link RNN}: h' = tanh(W·x + b + U·h + b'), or with ReLU in place of tanh.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.RNNCell.html">torch.nn.RNNCell</a>
 */
public final class RNNCell extends RecurrentCell {

  private static final Operator TANH = Operator.named("aten::rnn_tanh_cell");
  private static final Operator RELU = Operator.named("aten::rnn_relu_cell");

  private final Operator operator;

  /** With tanh and biases. */
  public RNNCell(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, true);
  }

  /** With tanh. */
  public RNNCell(long inputSize, long hiddenSize, boolean bias) {
    this(inputSize, hiddenSize, bias, TANH);
  }

  private RNNCell(long inputSize, long hiddenSize, boolean bias, Operator operator) {
    super(inputSize, hiddenSize, bias, 1);
    this.operator = operator;
  }

  /** With ReLU. */
  public static RNNCell relu(long inputSize, long hiddenSize, boolean bias) {
    return new RNNCell(inputSize, hiddenSize, bias, RELU);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return step(x, null);
  }

  @Override
  protected Value forward(Value x) {
    return step(operator == RELU ? Recurrence.RNN_RELU : Recurrence.RNN_TANH, x);
  }

  /** The state after this input, [n, hidden]; before it null for zeros. */
  public Tensor apply(Tensor x, @Nullable Tensor state) {
    return named(() -> step(x, state));
  }

  private Tensor step(Tensor x, @Nullable Tensor state) {
    return step(operator, x, start(x, state)).get(0);
  }

  @Override
  protected String arguments() {
    return super.arguments() + (operator == RELU ? ", nonlinearity=relu" : "");
  }
}
