package org.ockham.regularize;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.optim.Optimizer;
import org.ockham.train.ParameterRegularizer;
import org.ockham.train.Step;

/**
 * Weight decay apart from the gradient: w ← (1 − ηd)w before each step, with η the parameter's rate, as in {@link
 * org.ockham.optim.AdamW} (Loshchilov, Hutter 2019, <a href="https://arxiv.org/abs/1711.05101">arXiv:1711.05101</a>). For plain
 * SGD it is the same as the penalty d/2 · Σw².
 *
 * @param decay d, PyTorch's {@code weight_decay} of AdamW
 * @param on what it applies to; default weights
 */
public record DecoupledDecay(double decay, Selection on) implements ParameterRegularizer {

  public DecoupledDecay {
    Check.notNegative("decay", decay);
  }

  /** On weights. */
  public static DecoupledDecay of(double decay) {
    return new DecoupledDecay(decay, Selection.weights());
  }

  /** The same on these. */
  public DecoupledDecay on(Selection on) {
    return new DecoupledDecay(decay, on);
  }

  @Override
  public void beforeStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
    on.of(parameters).forEach((name, parameter) -> {
      if (parameter.grad() != null) {
        parameter.value().mul_(1 - optimizer.rateOf(name) * decay);
      }
    });
  }

  @Override
  public String describe() {
    return "decoupled decay: w ← (1 − rate · " + decay + ") · w, on " + on;
  }
}
