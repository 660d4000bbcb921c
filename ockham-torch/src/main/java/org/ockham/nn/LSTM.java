package org.ockham.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * {@link Recurrent} with long short-term memory: gates i, f, o = σ(W·x + U·h + b), g = tanh(W·x + U·h + b), cell c' = f ⊙ c +
 * i ⊙ g, hidden h' = o ⊙ tanh(c') (Hochreiter, Schmidhuber 1997).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html">torch.nn.LSTM</a>
 */
public final class LSTM extends Recurrent {

  private static final Operator OPERATOR = Operator.named("aten::lstm.input");

  /** All arguments but these at their defaults. */
  public LSTM(long inputSize, long hiddenSize) {
    this(of(inputSize, hiddenSize));
  }

  private LSTM(Config<LSTM> config) {
    super(config, 4);
  }

  /** The defaults, to be changed before {@link Config#build}. */
  public static Config<LSTM> of(long inputSize, long hiddenSize) {
    return Config.defaults(inputSize, hiddenSize, LSTM::new);
  }

  @Override
  boolean hasCell() {
    return true;
  }

  @Override
  List<Tensor> read(
      Tensor x, State state, List<Tensor> weights, boolean bias, boolean bidirectional) {
    @Nullable Tensor cell = state.cell();
    List<Tensor> pair = cell == null ? List.of(state.hidden()) : List.of(state.hidden(), cell);
    return OPERATOR.call(x, pair, weights, bias, 1L, 0.0, isTraining(), bidirectional, false);
  }
}
