package org.ockham.regularize;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.optim.Optimizer;
import org.ockham.tensor.CounterGenerator;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;
import org.ockham.train.GradientRegularizer;
import org.ockham.train.Step;

/**
 * g ← g + N(0, σₜ²) with σₜ² = η / (1 + t)^γ before each step (Neelakantan et al. 2015, <a
 * href="https://arxiv.org/abs/1511.06807">arXiv:1511.06807</a>). The noise of a step and a parameter is a stream of its own,
 * keyed by the run's seed: a resumed run draws what it would have drawn.
 *
 * @param eta η, the first variance; in the paper 0.01, 0.3 or 1
 * @param gamma γ; default 0.55
 * @param on what it applies to; default all
 */
public record GradientNoise(double eta, double gamma, Selection on) implements GradientRegularizer {

  public GradientNoise {
    Check.notNegative("eta", eta);
    Check.notNegative("gamma", gamma);
  }

  /** On all parameters, all else at its default. */
  public static GradientNoise of(double eta) {
    return new GradientNoise(eta, 0.55, Selection.all());
  }

  /** The same with this γ. */
  public GradientNoise gamma(double gamma) {
    return new GradientNoise(eta, gamma, on);
  }

  /** The same on these. */
  public GradientNoise on(Selection on) {
    return new GradientNoise(eta, gamma, on);
  }

  @Override
  public void afterBackward(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
    double deviation = Math.sqrt(eta / Math.pow(1.0 + step.number(), gamma));
    RandomKey key = step.key("gradient-noise");
    on.of(parameters).forEach((name, parameter) -> {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        Tensor noise = CounterGenerator.of(key.fold(name)).normal(gradient.shape());
        gradient.add_(noise.to(gradient), deviation);
      }
    });
  }

  @Override
  public String describe() {
    return "gradient noise: variance " + eta + " / (1 + step)^" + gamma + ", on " + on;
  }
}
