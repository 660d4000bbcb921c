package org.ockham.nn;

/**
 * {@link Recurrent} with gated units: r, z = σ(W·x + U·h + b), n = tanh(W·x + b + r ⊙ (U·h + b')), h' = (1 − z) ⊙ n + z ⊙ h
 * (Cho et al. 2014, <a href="https://arxiv.org/abs/1406.1078">arXiv:1406.1078</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html">torch.nn.GRU</a>
 */
public final class GRU extends Recurrent {

  /** All arguments but these at their defaults. */
  public GRU(long inputSize, long hiddenSize) {
    this(of(inputSize, hiddenSize));
  }

  private GRU(Builder<GRU> builder) {
    super(builder, "gru", 3);
  }

  /** To be given further arguments. */
  public static Builder<GRU> of(long inputSize, long hiddenSize) {
    return new Builder<>(inputSize, hiddenSize, GRU::new);
  }
}
