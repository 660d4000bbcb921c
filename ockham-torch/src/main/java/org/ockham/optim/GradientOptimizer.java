package org.ockham.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ockham.nn.Parameter;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Moves parameters along the gradients that they have.
 *
 * <pre>{@code
 * optimizer.zeroGrad();
 * loss.backward();
 * optimizer.step();
 * }</pre>
 */
public final class GradientOptimizer extends Optimizer {

  private final List<Rule> rules = new ArrayList<>();
  private final List<ParameterGroup> groups = new ArrayList<>();
  private final List<ParameterGroup> shownGroups = Collections.unmodifiableList(groups);

  GradientOptimizer(List<Rule> rules) {
    add(rules);
  }

  private void add(List<Rule> more) {
    rules.addAll(more);
    more.forEach(rule -> groups.add(rule.group()));
  }

  /** One step for all parameters that have a gradient; the others stay where they are. */
  public void step() {
    for (Rule rule : rules) {
      try (Scope scope = Scope.open();
          NoGrad off = NoGrad.on()) {
        rule.update();
      }
    }
  }

  @Override
  public double step(Supplier<Tensor> closure) {
    double loss = closure.get().item();
    step();
    return loss;
  }

  @Override
  public List<ParameterGroup> groups() {
    return shownGroups;
  }

  @Override
  public void addGroup(OptimizerConfig config, Map<String, Parameter> parameters) {
    for (ParameterGroup group : groups) {
      group.parameters().forEach((name, parameter) -> {
        if (parameters.containsKey(name) || parameters.containsValue(parameter)) {
          throw new IllegalArgumentException("the parameter '" + name
              + "' is in a group of this optimiser already: add those that are in none");
        }
      });
    }
    add(GradientConfig.require(config, EVALUATES_THE_LOSS).rules(parameters));
  }

  @Override
  protected Map<String, Tensor> slots() {
    Map<String, Tensor> slots = new LinkedHashMap<>();
    rules.forEach(rule -> slots.putAll(rule.state()));
    return slots;
  }

  @Override
  protected void take(Map<String, Tensor> saved) {
    rules.forEach(rule -> rule.take(saved));
  }
}
