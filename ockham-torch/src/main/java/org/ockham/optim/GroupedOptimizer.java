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
  public List<Optimizer> groups() {
    return groups;
  }

  @Override
  public double rate() {
    return groups.get(0).rate();
  }

  @Override
  public double rateOf(String parameter) {
    for (Optimizer group : groups) {
      if (group.parameters().containsKey(parameter)) {
        return group.rate();
      }
    }
    return rate();
  }

  /** This rate for the first group; those of the others stay to it as they were at first. */
  @Override
  public void rate(double rate) {
    super.rate(rate);
    double first = groups.get(0).initialRate();
    for (Optimizer group : groups) {
      group.rate(first == 0 ? rate : rate * (group.initialRate() / first));
    }
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
