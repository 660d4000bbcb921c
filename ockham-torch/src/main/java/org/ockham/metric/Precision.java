package org.ockham.metric;

/** The share of what was found that was there; see {@link LabelCounts} for the targets it takes. */
public final class Precision extends LabelCounts {

  /** Of the positive class: {@link Averaging#BINARY}. */
  public Precision() {
    this(Averaging.BINARY);
  }

  public Precision(Averaging averaging) {
    this(averaging, 0);
  }

  /** For labels: outputs above this count as found; default 0, which is a probability of ½ before the sigmoid. */
  public Precision(Averaging averaging, double threshold) {
    super(averaging, threshold);
  }

  @Override
  String measure() {
    return "precision";
  }

  @Override
  double measure(long hits, long falseAlarms, long misses) {
    return (double) hits / (hits + falseAlarms);
  }
}
