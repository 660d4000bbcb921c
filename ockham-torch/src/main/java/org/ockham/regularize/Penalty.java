package org.ockham.regularize;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.optim.Optimizer;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * A term R(θ) that is minimised with the loss. Its gradient is added to the loss's after the backward pass, which costs less
 * than differentiating it; an optimiser that compares losses ({@link org.ockham.optim.Lbfgs} with line search) must see it in
 * them: then add {@link #loss} yourself instead.
 */
public interface Penalty extends Regularizer {

  /** What it applies to; {@linkplain Selection#weights weights} unless told otherwise. */
  @Override
  Selection on();

  /** R of one parameter, differentiable. */
  Tensor loss(Tensor value);

  /** ∂R/∂θ of one parameter, or null if it acts after the step instead. */
  @Nullable
  Tensor gradient(Tensor value);

  /** R(θ), differentiable: to be added to a loss. */
  default Tensor loss(Map<String, Parameter> parameters) {
    Tensor sum = Tensor.scalar(0);
    for (Parameter parameter : on().of(parameters).values()) {
      sum = sum.add(loss(parameter.value()));
    }
    return sum;
  }

  /** R(θ) as a number, to log. */
  default double value(Map<String, Parameter> parameters) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      return loss(parameters).item();
    }
  }

  /** Adds ∂R/∂θ to the gradients that are there. */
  @Override
  default void afterBackward(Map<String, Parameter> parameters, Optimizer optimizer, long step) {
    for (Parameter parameter : on().of(parameters).values()) {
      Tensor gradient = parameter.grad();
      Tensor ours = gradient == null ? null : gradient(parameter.value());
      if (gradient != null && ours != null) {
        gradient.add_(ours);
      }
    }
  }
}
