package org.ockham.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Operator.Tensors;
import org.ockham.tensor.Tensor;

/** Adagrad in one pass of the engine over all parameters. */
final class FusedAdagrad extends Optimizer {

  private static final Operator KERNEL = Operator.named("aten::_fused_adagrad_");

  private final Adagrad config;
  private final List<Tensor> sums;
  private final StepCounts counts;
  private final List<Tensor> steps;
  private final FusedLists lists;

  FusedAdagrad(Map<String, Parameter> parameters, Adagrad config) {
    super(parameters, config.rate());
    this.config = config;
    sums = zerosLikeParameters();
    sums.forEach(sum -> sum.fill_(config.initialAccumulator()));
    counts = new StepCounts(parameters.values());
    steps = counts.each();
    lists = new FusedLists(parameters.values(), List.of(sums, steps));
  }

  @Override
  protected void update() {
    FusedLists.Step step = lists.step();
    if (step.isEmpty()) {
      return;
    }
    Tensors now = step.remembered().get(1);
    counts.count(step.isAll(), now);
    KERNEL.call(
        step.parameters(),
        step.gradients(),
        step.remembered().get(0),
        now,
        rate(),
        config.rateDecay(),
        config.weightDecay(),
        config.eps(),
        false,
        null,
        null);
  }

  @Override
  protected Map<String, Tensor> memory() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    int i = 0;
    for (String name : parameters().keySet()) {
      state.put(name + ".step", steps.get(i));
      state.put(name + ".sum", sums.get(i++));
    }
    return state;
  }
}
