package org.ockham.nn;

import java.util.List;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * {@link Recurrent} with gated units: r, z = σ(W·x + U·h + b), n = tanh(W·x + b + r ⊙ (U·h + b')), h' = (1 − z) ⊙ n + z ⊙ h
 * (Cho et al. 2014, <a href="https://arxiv.org/abs/1406.1078">arXiv:1406.1078</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html">torch.nn.GRU</a>
 */
public final class GRU extends Recurrent {

  private static final Operator OPERATOR = Operator.named("aten::gru.input");

  /** All arguments but these at their defaults. */
  public GRU(long inputSize, long hiddenSize) {
    this(of(inputSize, hiddenSize));
  }

  private GRU(Config<GRU> config) {
    super(config, 3);
  }

  /** The defaults, to be changed before {@link Config#build}. */
  public static Config<GRU> of(long inputSize, long hiddenSize) {
    return Config.defaults(inputSize, hiddenSize, GRU::new);
  }

  @Override
  boolean hasCell() {
    return false;
  }

  @Override
  List<Tensor> read(
      Tensor x, State state, List<Tensor> weights, boolean bias, boolean bidirectional) {
    return OPERATOR.call(
        x, state.hidden(), weights, bias, 1L, 0.0, isTraining(), bidirectional, false);
  }
}
