package org.ockham.metric;

/** The share of what was there that was found; see {@link LabelCounts} for the targets it takes. */
public final class Recall extends LabelCounts {

  /** Of the positive class: {@link Averaging#BINARY}. */
  public Recall() {
    this(Averaging.BINARY);
  }

  public Recall(Averaging averaging) {
    this(averaging, 0);
  }

  /** For labels: outputs above this count as found; default 0, which is a probability of ½ before the sigmoid. */
  public Recall(Averaging averaging, double threshold) {
    super(averaging, threshold);
  }

  @Override
  String measure() {
    return "recall";
  }

  @Override
  double measure(long hits, long falseAlarms, long misses) {
    return (double) hits / (hits + misses);
  }
}
