package org.ockham.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/** Parameters with a learning rate in common, and a momentum where there is one: an entry of PyTorch's {@code param_groups}. */
public final class ParameterGroup {

  private final Map<String, Parameter> parameters;
  private final double initialRate;
  private final OptionalDouble initialMomentum;
  private double rate;
  private OptionalDouble momentum;

  /** Without momentum. */
  public ParameterGroup(Map<String, Parameter> parameters, double rate) {
    this(parameters, rate, OptionalDouble.empty());
  }

  /** With a momentum (Adam's β₁ counts as one) that schedules can cycle, or none. */
  public ParameterGroup(Map<String, Parameter> parameters, double rate, OptionalDouble momentum) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "an optimiser needs at least one parameter: the network, or the group, has none; a layer's layers are those that it"
              + " made with child(\"fc\", new Linear(…))");
    }
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    this.initialRate = checkedRate(rate);
    this.initialMomentum = momentum;
    this.rate = rate;
    this.momentum = momentum;
  }

  /** The parameters by name. */
  public Map<String, Parameter> parameters() {
    return parameters;
  }

  /** The learning rate of the next step. */
  public double rate() {
    return rate;
  }

  /** The rate that it was made with: what schedules start from. */
  public double initialRate() {
    return initialRate;
  }

  /** Sets the learning rate from the next step on. */
  public void rate(double rate) {
    this.rate = checkedRate(rate);
  }

  /** The momentum of the next step; empty if it has none. */
  public OptionalDouble momentum() {
    return momentum;
  }

  /** The momentum that it was made with; empty if it has none. */
  public OptionalDouble initialMomentum() {
    return initialMomentum;
  }

  /** Sets the momentum from the next step on; refused if it has none. */
  public void momentum(double momentum) {
    if (this.momentum.isEmpty()) {
      throw new IllegalStateException(
          "this optimiser has no momentum to set: choose one with momentum, or a schedule that"
              + " leaves it alone");
    }
    this.momentum = OptionalDouble.of(Check.decay("momentum", momentum));
  }

  static double checkedRate(double rate) {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "the learning rate is " + rate + ": it must be finite and at least 0");
    }
    return rate;
  }
}
