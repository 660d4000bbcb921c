package org.ockham.board;

/** Smooth curves, as TensorBoard draws them. */
public final class Smoothing {

  private Smoothing() {}

  /**
   * The exponential moving average without the bias towards where it starts: sᵢ = w·sᵢ₋₁ + (1−w)·xᵢ from s₀ = 0, divided by 1−wⁱ. A
   * value that is not finite stays as it is, and what follows is as if it were not there.
   *
   * @param values xᵢ
   * @param weight w, in [0, 1): how much of the average so far is kept at each value
   */
  public static double[] debiased(double[] values, double weight) {
    if (!(weight >= 0 && weight < 1)) {
      throw new IllegalArgumentException(
          "weight is " + weight + ": it must be at least 0 and below 1");
    }
    double[] smooth = new double[values.length];
    double average = 0;
    double missing = 1;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        average = average * weight + (1 - weight) * values[i];
        missing *= weight;
        smooth[i] = average / (1 - missing);
      } else {
        smooth[i] = values[i];
      }
    }
    return smooth;
  }
}
