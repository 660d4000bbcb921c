package org.ockham.search.trial;

/** Which values of an objective are better; databases keep the names. */
public enum Direction {
  /** Smaller is better. */
  MINIMIZE,
  /** Larger is better. */
  MAXIMIZE;

  /**
   * The value as a loss: smaller is better whatever the direction.
   *
   * @param value an objective's value
   * @return the value, negated if larger is better
   */
  public double loss(double value) {
    return this == MINIMIZE ? value : -value;
  }
}
