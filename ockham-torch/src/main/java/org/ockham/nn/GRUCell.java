package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * One step of a {@link GRU}: r, z = σ(W·x + U·h + b), n = tanh(W·x + b + r ⊙ (U·h + b')), h' = (1 − z) ⊙ n + z ⊙ h.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GRUCell.html">torch.nn.GRUCell</a>
 */
public final class GRUCell extends RecurrentCell {

  private static final Operator OPERATOR = Operator.named("aten::gru_cell");

  /** With biases. */
  public GRUCell(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, true);
  }

  public GRUCell(long inputSize, long hiddenSize, boolean bias) {
    super(inputSize, hiddenSize, bias, 3);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return step(x, null);
  }

  @Override
  protected Value forward(Value x) {
    return step(Recurrence.GRU, x);
  }

  /** The state after this input, [n, hidden]; before it null for zeros. */
  public Tensor apply(Tensor x, @Nullable Tensor state) {
    return named(() -> step(x, state));
  }

  private Tensor step(Tensor x, @Nullable Tensor state) {
    return step(OPERATOR, x, start(x, state)).get(0);
  }
}
