package org.ockham.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Tensor;

/** An optimiser for each group of parameters; all step together. */
final class GroupedOptimizer extends Optimizer {

  private final List<Optimizer> groups;

  GroupedOptimizer(Map<String, Parameter> parameters, List<Optimizer> groups) {
    super(parameters, groups.isEmpty() ? 0 : groups.get(0).rate());
    this.groups = List.copyOf(groups);
    for (Optimizer group : groups) {
      if (group.needsClosure()) {
        throw new IllegalArgumentException("a group with an optimiser that evaluates the loss"
            + " itself: it moves all parameters together, so it cannot be one group of several");
      }
    }
  }

  @Override
  protected void update() {
    groups.forEach(Optimizer::step);
  }

  @Override
  public List<ParameterGroup> groups() {
    return groups.stream().flatMap(group -> group.groups().stream()).toList();
  }

  @Override
  protected Map<String, Tensor> memory() {
    Map<String, Tensor> memory = new LinkedHashMap<>();
    groups.forEach(group -> memory.putAll(group.memory()));
    return memory;
  }

  @Override
  protected void take(Map<String, Tensor> saved) {
    groups.forEach(group -> group.take(saved));
  }
}
