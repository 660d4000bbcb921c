package org.ockham.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/** Stochastic gradient descent in one pass of the engine over all parameters. */
final class FusedSgd extends Optimizer {

  private static final Operator KERNEL = Operator.named("aten::_fused_sgd_");

  private final Sgd config;
  private final List<Tensor> momenta;
  private final FusedLists lists;

  FusedSgd(Map<String, Parameter> parameters, Sgd config) {
    super(
        parameters,
        config.rate(),
        config.momentum() == 0 ? OptionalDouble.empty() : OptionalDouble.of(config.momentum()));
    this.config = config;
    momenta = momentum().isPresent() ? zerosLikeParameters() : List.of();
    lists = new FusedLists(parameters.values(), List.of(momenta));
  }

  @Override
  protected void update() {
    FusedLists.Step step = lists.step();
    if (step.isEmpty()) {
      return;
    }
    // The kernel's "first step" would start every momentum with the gradient; momenta of zero do
    // the same.
    KERNEL.call(
        step.parameters(),
        step.gradients(),
        step.remembered().get(0),
        config.weightDecay(),
        momentum().isPresent() ? momentum().getAsDouble() : 0.0,
        rate(),
        0.0,
        config.nesterov(),
        false,
        false,
        null,
        null);
  }

  @Override
  protected Map<String, Tensor> memory() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    if (momentum().isPresent()) {
      int i = 0;
      for (String name : parameters().keySet()) {
        state.put(name + ".momentum_buffer", momenta.get(i++));
      }
    }
    return state;
  }
}
