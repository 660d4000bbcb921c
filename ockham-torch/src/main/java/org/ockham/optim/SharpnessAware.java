package org.ockham.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ockham.nn.Parameter;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** {@link Sam} at work. */
final class SharpnessAware extends Optimizer {

  private final Sam config;
  private final Optimizer base;

  SharpnessAware(Map<String, Parameter> parameters, Sam config) {
    super(parameters, config.rate());
    this.config = config;
    base = config.base().over(parameters);
    if (base.needsClosure()) {
      throw new IllegalArgumentException("base of SAM is " + config.base()
          + ", which evaluates the loss itself: choose one that steps from gradients");
    }
  }

  @Override
  public boolean needsClosure() {
    return true;
  }

  @Override
  public double step(Supplier<Tensor> closure) {
    double loss = closure.get().item();
    try (Scope scope = Scope.open()) {
      Map<Parameter, Tensor> before = climbToTheSharpest();
      gradientsThere(closure);
      try (NoGrad off = NoGrad.on()) {
        before.forEach((parameter, value) -> parameter.value().copy_(value));
      }
    }
    base.step();
    return loss;
  }

  /** Only the gradients are wanted, not the loss. */
  @SuppressWarnings("ReturnValueIgnored")
  private static void gradientsThere(Supplier<Tensor> closure) {
    closure.get();
  }

  /** Moves to θ + ε; returns θ. */
  private Map<Parameter, Tensor> climbToTheSharpest() {
    try (NoGrad off = NoGrad.on()) {
      Map<Parameter, Tensor> steps = new LinkedHashMap<>();
      List<Tensor> directions = new ArrayList<>();
      for (Parameter parameter : parameters().values()) {
        Tensor gradient = parameter.grad();
        if (gradient != null) {
          Tensor value = parameter.value();
          Tensor scaled = config.adaptive() ? value.mul(gradient) : gradient;
          directions.add(scaled);
          steps.put(parameter, config.adaptive() ? scaled.mul(value) : gradient);
        }
      }
      double factor = config.rho() / (Norm.of(directions, 2) + 1e-12);
      Map<Parameter, Tensor> before = new LinkedHashMap<>();
      steps.forEach((parameter, step) -> {
        before.put(parameter, parameter.value().detach().copy());
        parameter.value().add_(step, factor);
      });
      return before;
    }
  }

  @Override
  protected void update() {
    throw new IllegalStateException("SAM steps with a closure");
  }

  @Override
  public List<ParameterGroup> groups() {
    return base.groups();
  }

  @Override
  protected Map<String, Tensor> memory() {
    return base.memory();
  }

  @Override
  protected void take(Map<String, Tensor> saved) {
    base.take(saved);
  }
}
