package org.ockham.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * One step of an {@link LSTM}: gates i, f, o = σ(W·x + U·h + b), g = tanh(W·x + U·h + b), cell c' = f ⊙ c + i ⊙ g, hidden h' =
 * o ⊙ tanh(c').
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html">torch.nn.LSTMCell</a>
 */
public final class LSTMCell extends RecurrentCell {

  /**
   * What is carried along.
   *
   * @param hidden [n, hidden], the output too
   * @param cell [n, hidden]
   */
  public record State(Tensor hidden, Tensor cell) {}

  private static final Operator OPERATOR = Operator.named("aten::lstm_cell");

  /** With biases. */
  public LSTMCell(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, true);
  }

  public LSTMCell(long inputSize, long hiddenSize, boolean bias) {
    super(inputSize, hiddenSize, bias, 4);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return step(x, null).hidden();
  }

  @Override
  protected Value forward(Value x) {
    return step(Recurrence.LSTM, x);
  }

  /** The state after this input; before it null for zeros. */
  public State apply(Tensor x, @Nullable State state) {
    return named(() -> step(x, state));
  }

  private State step(Tensor x, @Nullable State state) {
    Tensor hidden = start(x, state == null ? null : state.hidden());
    Tensor cell = start(x, state == null ? null : state.cell());
    List<Tensor> after = step(OPERATOR, x, hidden, cell);
    return new State(after.get(0), after.get(1));
  }
}
