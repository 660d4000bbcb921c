package org.ockham.optim;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.ockham.tensor.Tensor;

/**
 * How one group of parameters follows its gradients, and the state that it keeps from step to step. A {@link GradientConfig} makes
 * it, a {@link GradientOptimizer} calls it.
 */
public abstract class Rule {

  private final ParameterGroup group;

  /** For this group, whose rate and momentum hold at each step. */
  protected Rule(ParameterGroup group) {
    this.group = group;
  }

  /** The parameters with their rate and momentum. */
  public final ParameterGroup group() {
    return group;
  }

  /**
   * One step for the parameters that have a gradient, which is left as it is; the others stay where they are. Recording is off, and
   * the tensors made in it are freed after it.
   */
  protected abstract void update();

  /** What it keeps, by parameter and slot: {@code fc1.weight.exp_avg}. By default nothing. */
  protected Map<String, Tensor> state() {
    return Map.of();
  }

  /** Copies a saved state, whose names and shapes are its own, into its own; recording is off. */
  protected void take(Map<String, Tensor> saved) {
    state().forEach((name, tensor) -> tensor.copy_(requireNonNull(saved.get(name))));
  }

  /** The learning rate of this step. */
  protected final double rate() {
    return group.rate();
  }

  /** The momentum of this step; 0 where there is none. */
  protected final double momentum() {
    return group.momentum().orElse(0);
  }
}
