package org.ockham.metric;

/** A weighted mean of numbers, such as losses by their batch sizes. */
public final class Mean {

  private double sum;
  private double weight;

  public void add(double value, double weight) {
    sum += value * weight;
    this.weight += weight;
  }

  /** Σ value · weight / Σ weight; not a number before the first. */
  public double value() {
    return sum / weight;
  }

  public void reset() {
    sum = 0;
    weight = 0;
  }
}
