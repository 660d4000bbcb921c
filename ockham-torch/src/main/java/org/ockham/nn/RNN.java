package org.ockham.nn;

/**
 * {@link Recurrent} of the simplest kind: h' = tanh(W·x + b + U·h + b'), or with ReLU in place of tanh (Elman 1990).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.RNN.html">torch.nn.RNN</a>
 */
public final class RNN extends Recurrent {

  private final boolean relu;

  /** With tanh, all other arguments at their defaults. */
  public RNN(long inputSize, long hiddenSize) {
    this(of(inputSize, hiddenSize), false);
  }

  private RNN(Builder<RNN> builder, boolean relu) {
    super(builder, relu ? "rnn_relu" : "rnn_tanh", 1);
    this.relu = relu;
  }

  /** With tanh; to be given further arguments. */
  public static Builder<RNN> of(long inputSize, long hiddenSize) {
    return new Builder<>(inputSize, hiddenSize, builder -> new RNN(builder, false));
  }

  /** With ReLU; to be given further arguments. */
  public static Builder<RNN> relu(long inputSize, long hiddenSize) {
    return new Builder<>(inputSize, hiddenSize, builder -> new RNN(builder, true));
  }

  @Override
  protected String arguments() {
    return super.arguments() + (relu ? ", nonlinearity=relu" : "");
  }
}
