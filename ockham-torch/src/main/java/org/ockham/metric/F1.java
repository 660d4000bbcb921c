package org.ockham.metric;

/** The harmonic mean of {@link Precision} and {@link Recall}; see {@link LabelCounts} for the targets it takes. */
public final class F1 extends LabelCounts {

  /** Of the positive class: {@link Averaging#BINARY}. */
  public F1() {
    this(Averaging.BINARY);
  }

  public F1(Averaging averaging) {
    this(averaging, 0);
  }

  /** For labels: outputs above this count as found; default 0, which is a probability of ½ before the sigmoid. */
  public F1(Averaging averaging, double threshold) {
    super(averaging, threshold);
  }

  @Override
  String measure() {
    return "f1";
  }

  @Override
  double measure(long hits, long falseAlarms, long misses) {
    return 2.0 * hits / (2 * hits + falseAlarms + misses);
  }
}
