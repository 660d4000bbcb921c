package org.ockham.regularize;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.nn.Parameter;
import org.ockham.optim.Optimizer;
import org.ockham.tensor.Tensor;
import org.ockham.train.GradientRegularizer;
import org.ockham.train.Step;

/** A penalty whose gradient is added to the loss's after the backward pass. */
public interface SubgradientPenalty extends Penalty, GradientRegularizer {

  /** ∂R/∂θ of one parameter, or null if it acts after the step instead. */
  @Nullable
  Tensor gradient(Tensor value);

  /** Adds ∂R/∂θ to the gradients that are there. */
  @Override
  default void afterBackward(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
    for (Parameter parameter : on().of(parameters).values()) {
      Tensor gradient = parameter.grad();
      Tensor ours = gradient == null ? null : gradient(parameter.value());
      if (gradient != null && ours != null) {
        gradient.add_(ours);
      }
    }
  }
}
