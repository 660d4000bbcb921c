package org.ockham.optim;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;
import org.ockham.tensor.DType;
import org.ockham.tensor.NamedTensors;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Moves parameters so that the loss falls, and remembers what it needs between steps.
 *
 * <pre>{@code
 * double loss = optimizer.step(() -> {
 *     optimizer.zeroGrad();
 *     Tensor value = criterion.apply(network.apply(x), y);
 *     value.backward();
 *     return value;
 * });
 * }</pre>
 *
 * This form serves all, those too that evaluate the loss more than once a step ({@link Lbfgs}, {@link Sam}). Most need nothing but
 * gradients: {@code Adam.rate(1e-3).over(network)} is a {@link GradientOptimizer}, which steps without a closure too.
 *
 * <p>A parameter without a gradient is left as it is. Move a network to its device before making its optimiser.
 */
public abstract class Optimizer {

  /** Why one that evaluates the loss itself is refused as a group. */
  static final String EVALUATES_THE_LOSS = "a group with an optimiser that evaluates the loss"
      + " itself: it moves all parameters together, so it cannot be one group of several";

  private static final String RATE = "lr";
  private static final String MOMENTUM = "momentum";

  /** For a subclass. */
  protected Optimizer() {}

  /**
   * One step.
   *
   * @param closure forgets the gradients, computes the loss, goes backward and returns the loss; called once by most
   *     optimisers. The tensors of its first call belong to the caller's scope, those of further calls are freed.
   * @return the loss before the step
   */
  public abstract double step(Supplier<Tensor> closure);

  /** The groups of parameters with their rates and momenta, those that are {@linkplain #addGroup added} later too. */
  public abstract List<ParameterGroup> groups();

  /**
   * Trains more parameters from the next step on, such as those that have just been {@linkplain Parameter#unfreeze unfrozen}; their
   * state begins empty:
   *
   * <pre>{@code
   * optimizer.addGroup(Adam.rate(1e-4), Selection.named("body.*").of(network.parameters()));
   * }</pre>
   *
   * A schedule at work takes in the new group when it next advances, from that group's own initial rate, or refuses to advance if it
   * cannot: it cycles a momentum that the group has not, or was given one value for each of the groups that there were. Before
   * {@link #restore}, add the groups that were added to the saved one.
   *
   * @param config the settings of the group, which may be those of another optimiser
   * @param parameters by names under which none is trained yet
   * @throws IllegalArgumentException if one of them is in a group already, or if this optimiser or the new one moves all its
   *     parameters together, as {@link Lbfgs} does
   */
  public abstract void addGroup(OptimizerConfig config, Map<String, Parameter> parameters);

  /** Forgets all gradients; the next backward pass starts from nothing. */
  public final void zeroGrad() {
    for (ParameterGroup group : groups()) {
      group.parameters().values().forEach(Parameter::clearGrad);
    }
  }

  /** The learning rate of the next step; the first group's if there are some. */
  public final double rate() {
    return groups().get(0).rate();
  }

  /** The learning rate of one parameter's group. */
  public final double rateOf(String parameter) {
    for (ParameterGroup group : groups()) {
      if (group.parameters().containsKey(parameter)) {
        return group.rate();
      }
    }
    return rate();
  }

  /** The rate that it was made with, the first group's: what schedules start from. */
  public final double initialRate() {
    return groups().get(0).initialRate();
  }

  /** Sets the first group's learning rate from the next step on; those of the others stay to it as they were at first. */
  public final void rate(double rate) {
    double first = initialRate();
    for (ParameterGroup group : groups()) {
      group.rate(first == 0 ? rate : rate * (group.initialRate() / first));
    }
  }

  /** The momentum of the next step, the first group's; empty if it has none. */
  public final OptionalDouble momentum() {
    return groups().get(0).momentum();
  }

  /** The momentum that it was made with, the first group's; empty if it has none. */
  public final OptionalDouble initialMomentum() {
    return groups().get(0).initialMomentum();
  }

  /**
   * All that its next steps depend on beside parameters and gradients. What it remembers is named by parameter and slot ({@code
   * fc1.weight.exp_avg}); the memory of what is as large as a parameter is shared. What can be set is in double precision, by
   * group: {@code param_groups.0.lr}, and {@code param_groups.0.momentum} where there is one.
   */
  public final Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>(slots());
    settings().forEach((name, value) -> state.put(name, Tensor.full(DType.FLOAT64, value)));
    return state;
  }

  /** What it remembers, by parameter and slot: the part of the state that is not a setting. */
  protected abstract Map<String, Tensor> slots();

  /**
   * Takes up a saved {@link #state}: from here on it steps as the saved one would have, with its rates and momenta.
   *
   * @throws IllegalArgumentException if that was another optimiser's or network's: it names what is missing, unknown or of another
   *     shape, and nothing has changed
   */
  public final void restore(Map<String, Tensor> saved) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      Map<String, long[]> shapes = shapes(saved);
      settings().keySet().forEach(name -> shapes.put(name, new long[0]));
      NamedTensors.check(
          "the saved state is that of another optimiser or network", "this one", shapes, saved);
      saved.forEach(Optimizer::checkNumber);
      take(saved);
      eachGroup((group, prefix) -> {
        group.rate(requireNonNull(saved.get(prefix + RATE)).item());
        if (group.momentum().isPresent()) {
          group.momentum(requireNonNull(saved.get(prefix + MOMENTUM)).item());
        }
      });
    }
  }

  /** The names and shapes that saved slots must have; a new map. They are those of its own, unless these grow. */
  Map<String, long[]> shapes(Map<String, Tensor> saved) {
    return NamedTensors.shapes(slots());
  }

  /** Copies a saved state, whose names and shapes fit, into its slots, with recording off and in a scope of its own. */
  protected abstract void take(Map<String, Tensor> saved);

  private Map<String, Double> settings() {
    Map<String, Double> settings = new LinkedHashMap<>();
    eachGroup((group, prefix) -> {
      settings.put(prefix + RATE, group.rate());
      group.momentum().ifPresent(momentum -> settings.put(prefix + MOMENTUM, momentum));
    });
    return settings;
  }

  private void eachGroup(BiConsumer<ParameterGroup, String> action) {
    for (int i = 0; i < groups().size(); i++) {
      action.accept(groups().get(i), "param_groups." + i + ".");
    }
  }

  /** Refuses a rate, a momentum or a number of steps that cannot be. */
  private static void checkNumber(String name, Tensor saved) {
    if (name.startsWith("param_groups.") && name.endsWith("." + RATE)) {
      ParameterGroup.checkedRate(saved.item());
    } else if (name.startsWith("param_groups.") && name.endsWith("." + MOMENTUM)) {
      Check.decay("momentum", saved.item());
    } else if (name.endsWith(".step") && saved.dim() == 0) {
      checkCount(name, saved.item());
    }
  }

  /** For what is saved as a number and counts something. */
  private static void checkCount(String name, double value) {
    if (!(value >= 0 && value <= 1 << 30) || value != Math.rint(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": it must be a whole number from 0 to 2^30");
    }
  }
}
