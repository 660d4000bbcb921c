package org.ockham.regularize;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.optim.Optimizer;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;
import org.ockham.train.ParameterRegularizer;
import org.ockham.train.Step;

/**
 * R = λΣ|w| by a proximal step: after each step of the optimiser, w ← sign(w) · max(|w| − ηλ, 0) with η the parameter's rate,
 * which makes weights exactly 0 (Beck, Teboulle 2009, <a href="https://doi.org/10.1137/080716542">ISTA</a>). It is exact for
 * plain gradient descent; after an adaptive optimiser it shrinks every weight alike, whatever its own rate.
 *
 * @param lambda λ
 * @param on what it applies to; default weights
 */
public record ProximalL1(double lambda, Selection on) implements Penalty, ParameterRegularizer {

  public ProximalL1 {
    Check.notNegative("lambda", lambda);
  }

  /** On weights. */
  public static ProximalL1 of(double lambda) {
    return new ProximalL1(lambda, Selection.weights());
  }

  /** The same on these. */
  public ProximalL1 on(Selection on) {
    return new ProximalL1(lambda, on);
  }

  @Override
  public Tensor loss(Tensor value) {
    return value.abs().sum().mul(lambda);
  }

  @Override
  public void afterStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
    on.of(parameters).forEach((name, parameter) -> {
      if (parameter.isTrained()) {
        Tensor value = parameter.value().detach();
        Operator.named("aten::softshrink.out").call(value, optimizer.rateOf(name) * lambda, value);
      }
    });
  }

  @Override
  public String describe() {
    return "L1: " + lambda + " · Σ|w|, by proximal step (exact zeros), on " + on;
  }
}
