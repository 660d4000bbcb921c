package org.ockham.regularize;

import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.Regularizer;

/**
 * A term R(θ) that is minimised with the loss: by its {@linkplain SubgradientPenalty gradient}, or by a proximal step after the
 * optimiser's. Either costs less than differentiating it; an optimiser that compares losses ({@link org.ockham.optim.Lbfgs} with line search) must see it in
 * them: then add {@link #loss} yourself instead.
 */
public interface Penalty extends Regularizer {

  /** What it applies to; {@linkplain Selection#weights weights} unless told otherwise. */
  @Override
  Selection on();

  /** R of one parameter, differentiable. */
  Tensor loss(Tensor value);

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
}
