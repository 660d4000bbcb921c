package org.ockham.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Operator.Tensors;
import org.ockham.tensor.Tensor;

/**
 * {@link RmsProp} without momentum and not centred in one pass of the engine over all parameters: it is Adam with β₁ = 0,
 * whose mean gradient is the gradient, so long after the first step that nothing is left to correct. That mean takes room, but
 * carries nothing from step to step.
 */
final class FusedRmsProp extends Optimizer {

  private static final Operator KERNEL = Operator.named("aten::_fused_adam_");

  /** αᵗ is 0 for all α below 1. */
  private static final double LONG_AGO = 1e30;

  private final RmsProp config;
  private final Memory memory;
  private final FusedLists lists;

  FusedRmsProp(Map<String, Parameter> parameters, RmsProp config) {
    super(parameters, config.rate());
    this.config = config;
    memory = new Memory(parameters, "square_avg");
    List<Tensor> squares = new ArrayList<>();
    List<Tensor> steps = new ArrayList<>();
    for (int i = 0; i < memory.size(); i++) {
      squares.add(memory.get(0, i));
      steps.add(Tensor.scalar(LONG_AGO).to(memory.get(0, i).device()).escape());
    }
    lists = new FusedLists(
        parameters.values(), List.of(zerosLikeParameters(), squares, List.of(), steps));
  }

  @Override
  protected void update() {
    FusedLists.Step step = lists.step();
    if (step.isEmpty()) {
      return;
    }
    for (int i = 0; i < memory.size(); i++) {
      if (step.isAll() || memory.parameter(i).grad() != null) {
        memory.count(i);
      }
    }
    List<Tensors> remembered = step.remembered();
    KERNEL.call(
        step.parameters(),
        step.gradients(),
        remembered.get(0),
        remembered.get(1),
        remembered.get(2),
        remembered.get(3),
        rate(),
        0.0,
        config.alpha(),
        config.weightDecay(),
        config.eps(),
        false,
        false,
        null,
        null);
  }

  @Override
  protected Map<String, Tensor> memory() {
    return memory.state();
  }

  @Override
  protected void take(Map<String, Tensor> saved) {
    super.take(saved);
    memory.takeSteps(saved);
  }
}
