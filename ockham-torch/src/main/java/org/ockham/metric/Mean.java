package org.ockham.metric;

import java.util.Map;
import org.ockham.state.SavedState;
import org.ockham.state.Stateful;

/** A weighted mean of numbers, such as losses by their batch sizes. */
public final class Mean implements Stateful {

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

  @Override
  public SavedState state() {
    return SavedState.of(Map.of("sum", sum, "weight", weight));
  }

  @Override
  public void restore(SavedState saved) {
    double savedSum = saved.number("sum");
    weight = saved.number("weight");
    sum = savedSum;
  }
}
