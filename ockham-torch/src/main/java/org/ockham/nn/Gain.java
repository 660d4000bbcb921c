package org.ockham.nn;

/**
 * By how much initial weights are enlarged for the activation that follows, which shrinks what goes through it.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.calculate_gain">torch.nn.init.calculate_gain</a>
 */
public final class Gain {

  /** For no activation, sigmoid and convolutions. */
  public static final double LINEAR = 1;

  /** For tanh. */
  public static final double TANH = 5.0 / 3;

  /** For ReLU. */
  public static final double RELU = Math.sqrt(2);

  /** For SELU, where PyTorch departs from the paper's 1 in favour of stability. */
  public static final double SELU = 0.75;

  private Gain() {}

  /** For a leaky ReLU of this slope: √(2 / (1 + slope²)). */
  public static double leakyRelu(double slope) {
    return Math.sqrt(2 / (1 + slope * slope));
  }
}
