package org.ockham.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;

/**
 * Settings for each group of parameters: {@code param_groups} in PyTorch. Made by {@link OptimizerConfig#group} and {@link
 * OptimizerConfig#decayOnlyWeights}.
 *
 * @param others the settings of the parameters that are in no group
 * @param groups in the order in which they are tried
 */
public record ParameterGroups(OptimizerConfig others, List<Group> groups)
    implements GradientConfig {

  /**
   * One group.
   *
   * @param selection the parameters that it is for
   * @param config its settings
   * @param mayBeEmpty whether it is no mistake if no parameter is selected
   */
  public record Group(Selection selection, OptimizerConfig config, boolean mayBeEmpty) {}

  public ParameterGroups {
    groups = List.copyOf(groups);
    gradient(others);
    groups.forEach(group -> gradient(group.config()));
  }

  /** The rate of the parameters that are in no group. */
  @Override
  public double rate() {
    return others.rate();
  }

  /** This weight decay in every group. */
  @Override
  public ParameterGroups weightDecay(double weightDecay) {
    return new ParameterGroups(
        others.weightDecay(weightDecay),
        groups.stream()
            .map(group -> new Group(
                group.selection(), group.config().weightDecay(weightDecay), group.mayBeEmpty()))
            .toList());
  }

  @Override
  public ParameterGroups group(Selection selection, OptimizerConfig config) {
    List<Group> longer = new ArrayList<>(groups);
    longer.add(new Group(selection, config, false));
    return new ParameterGroups(others, longer);
  }

  @Override
  public ParameterGroups decayOnlyWeights() {
    Selection rest = Selection.weights().not();
    List<Group> split = new ArrayList<>();
    for (Group group : groups) {
      split.add(new Group(group.selection().and(rest), group.config().weightDecay(0), true));
      split.add(new Group(group.selection(), group.config(), true));
    }
    split.add(new Group(rest, others.weightDecay(0), true));
    return new ParameterGroups(others, split);
  }

  /**
   * Sorts the parameters into the groups; one rule each, the first for those that are in no group.
   *
   * @throws IllegalArgumentException if a group stays empty
   */
  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    Map<String, Parameter> left = new LinkedHashMap<>(parameters);
    List<Rule> rules = new ArrayList<>();
    for (Group group : groups) {
      Map<String, Parameter> selected = group.selection().of(left);
      left.keySet().removeAll(selected.keySet());
      if (!selected.isEmpty()) {
        rules.addAll(gradient(group.config()).rules(selected));
      } else if (!group.mayBeEmpty()) {
        throw new IllegalArgumentException("the group '" + group.selection()
            + "' has no parameter: those not in a group before it are " + left.keySet());
      }
    }
    if (!left.isEmpty() || rules.isEmpty()) {
      // First, because its rate is the one that is shown.
      rules.addAll(0, gradient(others).rules(left));
    }
    return rules;
  }

  private static GradientConfig gradient(OptimizerConfig config) {
    return GradientConfig.require(config, Optimizer.EVALUATES_THE_LOSS);
  }
}
