package org.ockham.lab.catalogue;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;
import org.ockham.optim.Optimizer;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;

/** An optimiser of a user's own: a gradient descent that limps. */
public record Toy(double rate, double limp) implements OptimizerConfig {

  /** A user's library. */
  public static final class Library implements Components {
    @Override
    public void addTo(Catalogue catalogue) {
      catalogue.optimizer("toy", new Toy(1e-2, 0.5));
    }
  }

  public Toy {
    Check.positive("rate", rate);
    Check.probability("limp", limp);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return Sgd.rate(rate * (1 - limp)).over(parameters);
  }
}
