package org.ockham.optim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
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
import org.ockham.tensor.Operator;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Moves parameters along their gradients, and remembers what it needs between steps.
 *
 * <pre>{@code
 * optimizer.zeroGrad();
 * loss.backward();
 * optimizer.step();
 * }</pre>
 *
 * Some evaluate the loss more than once a step ({@link Lbfgs}, {@link Sam}); this form serves all:
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
 * <p>A parameter without a gradient is left as it is. Move a network to its device before making its optimiser.
 */
public abstract class Optimizer {

  private static final String RATE = "lr";
  private static final String MOMENTUM = "momentum";

  private final ParameterGroup own;
  private boolean climbs;

  /** For a subclass without momentum: the optimiser of these parameters at this rate. */
  protected Optimizer(Map<String, Parameter> parameters, double rate) {
    this(parameters, rate, OptionalDouble.empty());
  }

  /** For a subclass: the optimiser of these parameters at this rate, with this momentum for schedules to cycle. */
  protected Optimizer(Map<String, Parameter> parameters, double rate, OptionalDouble momentum) {
    own = new ParameterGroup(parameters, rate, momentum);
  }

  /** One step for all parameters that have a gradient. */
  public final void step() {
    if (needsClosure()) {
      throw new IllegalStateException(getClass().getSimpleName()
          + " evaluates the loss several times a step: call step(closure)");
    }
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      if (climbs) {
        turnGradients();
        update();
        turnGradients();
      } else {
        update();
      }
    }
  }

  /**
   * One step of any optimiser.
   *
   * @param closure forgets the gradients, computes the loss, goes backward and returns the loss; called once by most
   *     optimisers. The tensors of its first call belong to the caller's scope, those of further calls are freed.
   * @return the loss before the step
   */
  public double step(Supplier<Tensor> closure) {
    double loss = closure.get().item();
    step();
    return loss;
  }

  /** Whether it can only step with a closure. */
  public boolean needsClosure() {
    return false;
  }

  /** The step itself, with recording off and in a scope of its own. */
  protected abstract void update();

  /** Forgets all gradients; the next backward pass starts from nothing. */
  public final void zeroGrad() {
    parameters().values().forEach(Parameter::clearGrad);
  }

  /** The groups of parameters, each with its rate and momentum. */
  public List<ParameterGroup> groups() {
    return List.of(own);
  }

  /** The learning rate of the next step; the first group's. */
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
   * All that its next steps depend on beside parameters and gradients. What it remembers is named by parameter and kind ({@code
   * fc1.weight.exp_avg}); the memory of what is as large as a parameter is shared. What can be set is in double precision, by
   * group: {@code param_groups.0.lr}, and {@code param_groups.0.momentum} where there is one.
   */
  public final Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>(memory());
    settings().forEach((name, value) -> state.put(name, Tensor.full(DType.FLOAT64, value)));
    return state;
  }

  /** What it remembers, by parameter name and kind ({@code fc1.weight.exp_avg}): the part of the state that a subclass has. */
  protected abstract Map<String, Tensor> memory();

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

  /** The names and shapes that a saved memory must have; a new map. They are those of its own, unless that grows. */
  Map<String, long[]> shapes(Map<String, Tensor> saved) {
    return NamedTensors.shapes(memory());
  }

  /** Copies a saved state, whose names and shapes fit, into its memory, with recording off and in a scope of its own. */
  protected void take(Map<String, Tensor> saved) {
    memory().forEach((name, tensor) -> tensor.copy_(requireNonNull(saved.get(name))));
  }

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

  /** The parameters by name. */
  protected final Map<String, Parameter> parameters() {
    return own.parameters();
  }

  /** Zeros of each parameter's shape, to remember something in. */
  protected final List<Tensor> zerosLikeParameters() {
    List<Tensor> zeros = new ArrayList<>();
    for (Parameter parameter : parameters().values()) {
      Tensor value = parameter.value();
      zeros.add(Tensor.zeros(value.dtype(), value.shape()).to(value.device()).escape());
    }
    return zeros;
  }

  final void climb() {
    if (needsClosure()) {
      throw new IllegalArgumentException(
          "maximize with an optimiser that evaluates the loss itself: return the negative loss from"
              + " the closure instead");
    }
    climbs = true;
  }

  private void turnGradients() {
    List<Tensor> gradients = new ArrayList<>();
    for (Parameter parameter : parameters().values()) {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        gradients.add(gradient);
      }
    }
    if (!gradients.isEmpty()) {
      Foreach.neg(Operator.Tensors.inScope(gradients));
    }
  }
}
