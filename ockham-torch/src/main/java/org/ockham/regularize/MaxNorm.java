package org.ockham.regularize;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.optim.Optimizer;
import org.ockham.tensor.Operator;
import org.ockham.train.ParameterRegularizer;
import org.ockham.train.Step;

/**
 * After each step, the weights of an output whose norm is above the bound are scaled back to it: w ← w · min(1, c / ‖w‖) for each
 * row of a matrix, each filter (of a transposed convolution each input's) (Srivastava et al. 2014, <a
 * href="https://jmlr.org/papers/v15/srivastava14a.html">JMLR 15</a>, section 5.1).
 *
 * @param bound c; customary 3 to 4
 * @param on what it applies to; default weights
 */
public record MaxNorm(double bound, Selection on) implements ParameterRegularizer {

  public MaxNorm {
    Check.positive("bound", bound);
  }

  /** On weights. */
  public static MaxNorm of(double bound) {
    return new MaxNorm(bound, Selection.weights());
  }

  /** The same on these; vectors among them are left as they are. */
  public MaxNorm on(Selection on) {
    return new MaxNorm(bound, on);
  }

  @Override
  public void afterStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
    on.of(parameters).values().forEach(parameter -> {
      if (parameter.isTrained() && parameter.dimensions() > 1) {
        Operator.named("aten::renorm_").call(parameter.value().detach(), 2.0, 0L, bound);
      }
    });
  }

  @Override
  public String describe() {
    return "max norm: ‖w of an output‖ ≤ " + bound + ", on " + on;
  }
}
