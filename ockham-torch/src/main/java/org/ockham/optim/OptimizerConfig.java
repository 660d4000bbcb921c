package org.ockham.optim;

import java.util.List;
import java.util.Map;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;

/**
 * Which optimiser with which settings: a value, which can be shared, compared and printed.
 *
 * <pre>{@code
 * Adam.rate(1e-3).over(network)                                                  // all parameters alike
 * AdamW.rate(1e-3).weightDecay(0.05).decayOnlyWeights().over(network)            // none on biases and norms
 * Sgd.rate(0.1).group(Selection.named("head.*"), Sgd.rate(1)).over(network)      // a rate of their own for some
 * }</pre>
 */
public interface OptimizerConfig {

  /**
   * The least ε of those that divide by it: above 0, so that a number whose gradient is 0 stays where it is, and far enough for
   * single precision.
   */
  double LEAST_EPS = 1e-30;

  /** The learning rate. */
  double rate();

  /** The same with this weight decay; refused by optimisers that have none. */
  default OptimizerConfig weightDecay(double weightDecay) {
    throw new IllegalArgumentException("weightDecay " + weightDecay + " for "
        + getClass().getSimpleName() + ": it has no weight decay; add a penalty to the loss");
  }

  /** An optimiser with these settings for these parameters, by their names; its state is empty. */
  Optimizer over(Map<String, Parameter> parameters);

  /** For all parameters of a network. */
  default Optimizer over(Layer network) {
    return over(network.parameters());
  }

  /**
   * Other settings for some parameters, which may be those of another optimiser. The first group that fits is taken.
   *
   * @throws IllegalArgumentException if one of both evaluates the loss itself
   */
  default ParameterGroups group(Selection selection, OptimizerConfig config) {
    return new ParameterGroups(this, List.of()).group(selection, config);
  }

  /** Weight decay on {@linkplain Selection#weights weights} only, none on biases and norms. */
  default ParameterGroups decayOnlyWeights() {
    return new ParameterGroups(this, List.of()).decayOnlyWeights();
  }

  /**
   * Climbs instead of descending: the gradient's sign is turned before anything else sees it.
   *
   * @throws IllegalArgumentException if it evaluates the loss itself
   */
  default Maximized maximize() {
    return new Maximized(this);
  }
}
