package org.ockham.search.trial;

/** Which values of an objective are better; databases keep the names. */
public enum Direction {
  /** Smaller is better. */
  MINIMIZE,
  /** Larger is better. */
  MAXIMIZE;

  /**
   * The value as a loss: smaller is better whatever the direction. A loss is never −0.0, which is neither smaller nor larger
   * than 0.0, but sorted before it.
   *
   * @param value an objective's value
   * @return the value, negated if larger is better
   */
  public double loss(double value) {
    return this == MINIMIZE ? value + 0.0 : 0.0 - value;
  }
}
