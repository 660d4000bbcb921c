package org.ockham.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Sharpness-aware minimisation around another optimiser: it steps with the gradient at θ + ε, where ε = ρ · g / ‖g‖ is the
 * direction in which the loss grows fastest, so that minima are sought whose neighbourhood is low too (Foret et al. 2021, <a
 * href="https://arxiv.org/abs/2010.01412">arXiv:2010.01412</a>); adaptive, ε = ρ · θ²g / ‖θg‖ (Kwon et al. 2021, <a
 * href="https://arxiv.org/abs/2102.11600">arXiv:2102.11600</a>). The norm is over all parameters together.
 *
 * <p>It evaluates the loss twice a step: call {@link Optimizer#step(java.util.function.Supplier)}. Statistics of batch
 * normalisation see both. PyTorch has no SAM.
 *
 * @param base the optimiser that steps, from gradients
 * @param rho ρ, how far it looks; default 0.05
 * @param adaptive whether by each parameter's size; default false
 */
public record Sam(OptimizerConfig base, double rho, boolean adaptive) implements OptimizerConfig {

  public Sam {
    GradientConfig.require(base, refusal(base));
    Check.positive("rho", rho);
  }

  private static String refusal(OptimizerConfig base) {
    return "base of SAM is " + base
        + ", which evaluates the loss itself: choose one that steps from gradients";
  }

  /** Around this optimiser, all else at its default. */
  public static Sam around(OptimizerConfig base) {
    return new Sam(base, 0.05, false);
  }

  /** The same with this ρ. */
  public Sam rho(double rho) {
    return Copy.of(this, "rho", rho);
  }

  /** The same, adaptive or not. */
  public Sam adaptive(boolean adaptive) {
    return Copy.of(this, "adaptive", adaptive);
  }

  /** The base optimiser's. */
  @Override
  public double rate() {
    return base.rate();
  }

  @Override
  public Sam weightDecay(double weightDecay) {
    return Copy.of(this, "base", base.weightDecay(weightDecay));
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new Steps(parameters);
  }

  private final class Steps extends Optimizer {

    private final GradientOptimizer optimizer;
    private final List<Parameter> parameters;

    Steps(Map<String, Parameter> parameters) {
      this.optimizer = GradientConfig.require(base, refusal(base)).over(parameters);
      this.parameters = new ArrayList<>(parameters.values());
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
      optimizer.step();
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
        for (Parameter parameter : parameters) {
          Tensor gradient = parameter.grad();
          if (gradient != null) {
            Tensor value = parameter.value();
            Tensor scaled = adaptive ? value.mul(gradient) : gradient;
            directions.add(scaled);
            steps.put(parameter, adaptive ? scaled.mul(value) : gradient);
          }
        }
        double factor = rho / (Norm.of(directions, 2) + 1e-12);
        Map<Parameter, Tensor> before = new LinkedHashMap<>();
        steps.forEach((parameter, step) -> {
          before.put(parameter, parameter.value().detach().copy());
          parameter.value().add_(step, factor);
        });
        return before;
      }
    }

    @Override
    public List<ParameterGroup> groups() {
      return optimizer.groups();
    }

    @Override
    public void addGroup(OptimizerConfig group, Map<String, Parameter> more) {
      optimizer.addGroup(group, more);
      parameters.addAll(more.values());
    }

    @Override
    protected Map<String, Tensor> slots() {
      return optimizer.slots();
    }

    @Override
    protected void take(Map<String, Tensor> saved) {
      optimizer.take(saved);
    }
  }
}
