package org.ockham.nn;

import java.util.List;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * {@link Recurrent} of the simplest kind: h' = tanh(W·x + b + U·h + b'), or with ReLU in place of tanh (Elman 1990).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.RNN.html">torch.nn.RNN</a>
 */
public final class RNN extends Recurrent {

  private static final Operator TANH = Operator.named("aten::rnn_tanh.input");
  private static final Operator RELU = Operator.named("aten::rnn_relu.input");

  private final Operator operator;

  /** With tanh, all other arguments at their defaults. */
  public RNN(long inputSize, long hiddenSize) {
    this(of(inputSize, hiddenSize), TANH);
  }

  private RNN(Config<RNN> config, Operator operator) {
    super(config, 1);
    this.operator = operator;
  }

  /** With tanh: the defaults, to be changed before {@link Config#build}. */
  public static Config<RNN> of(long inputSize, long hiddenSize) {
    return Config.defaults(inputSize, hiddenSize, config -> new RNN(config, TANH));
  }

  /** With ReLU. */
  public static Config<RNN> relu(long inputSize, long hiddenSize) {
    return Config.defaults(inputSize, hiddenSize, config -> new RNN(config, RELU));
  }

  @Override
  boolean hasCell() {
    return false;
  }

  @Override
  List<Tensor> read(
      Tensor x, State state, List<Tensor> weights, boolean bias, boolean bidirectional) {
    return operator.call(
        x, state.hidden(), weights, bias, 1L, 0.0, isTraining(), bidirectional, false);
  }

  @Override
  protected String arguments() {
    return super.arguments() + (operator == RELU ? ", nonlinearity=relu" : "");
  }
}
