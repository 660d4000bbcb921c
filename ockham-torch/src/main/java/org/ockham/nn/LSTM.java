package org.ockham.nn;

/**
 * {@link Recurrent} with long short-term memory: gates i, f, o = σ(W·x + U·h + b), g = tanh(W·x + U·h + b), cell c' = f ⊙ c +
 * i ⊙ g, hidden h' = o ⊙ tanh(c') (Hochreiter, Schmidhuber 1997).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html">torch.nn.LSTM</a>
 */
public final class LSTM extends Recurrent {

  /** All arguments but these at their defaults. */
  public LSTM(long inputSize, long hiddenSize) {
    this(of(inputSize, hiddenSize));
  }

  private LSTM(Builder<LSTM> builder) {
    super(builder, "lstm", 4);
  }

  /** To be given further arguments. */
  public static Builder<LSTM> of(long inputSize, long hiddenSize) {
    return new Builder<>(inputSize, hiddenSize, LSTM::new);
  }
}
