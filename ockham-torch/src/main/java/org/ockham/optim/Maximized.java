package org.ockham.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;
import org.ockham.tensor.Tensor;

/**
 * An optimiser that climbs: θ follows +∂f/∂θ. Weight decay still shrinks θ. ({@code maximize=True} in PyTorch)
 *
 * @param config the optimiser that would descend
 */
public record Maximized(OptimizerConfig config) implements GradientConfig {

  private static final String REFUSAL = "maximize with an optimiser that evaluates the loss itself:"
      + " return the negative loss from the closure instead";

  public Maximized {
    GradientConfig.require(config, REFUSAL);
  }

  @Override
  public double rate() {
    return config.rate();
  }

  @Override
  public Maximized weightDecay(double weightDecay) {
    return new Maximized(config.weightDecay(weightDecay));
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return GradientConfig.require(config, REFUSAL).rules(parameters).stream()
        .<Rule>map(Climb::new)
        .toList();
  }

  /** The descent with the gradients turned for as long as it takes. */
  private static final class Climb extends Rule {

    private final Rule descent;

    Climb(Rule descent) {
      super(descent.group());
      this.descent = descent;
    }

    @Override
    protected void update() {
      turnGradients();
      descent.update();
      turnGradients();
    }

    private void turnGradients() {
      List<Tensor> gradients = new ArrayList<>();
      for (Parameter parameter : group().parameters().values()) {
        Tensor gradient = parameter.grad();
        if (gradient != null) {
          gradients.add(gradient);
        }
      }
      if (!gradients.isEmpty()) {
        Foreach.neg(Tensors.inScope(gradients));
      }
    }

    @Override
    protected Map<String, Tensor> state() {
      return descent.state();
    }

    @Override
    protected void take(Map<String, Tensor> saved) {
      descent.take(saved);
    }
  }
}
