package org.ockham.optim;

import java.util.ArrayList;
import java.util.List;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;
import org.ockham.tensor.Tensor;

/**
 * The lists that a fused kernel takes: parameters, gradients and what is remembered for each, in one order. They are boxed
 * once; only when some parameter has no gradient are shorter ones made for the step.
 */
final class FusedLists {

  /** The arguments of one step: as many lists as were remembered, all of one length. */
  record Step(
      Tensors parameters,
      Tensors gradients,
      List<Tensors> remembered,
      boolean isAll,
      boolean isEmpty) {}

  private final List<Parameter> parameters;
  private final List<List<Tensor>> remembered;
  private final List<Tensor> values;
  private final Tensors boxedValues;
  private final List<Tensors> boxedRemembered;

  FusedLists(Iterable<Parameter> parameters, List<List<Tensor>> remembered) {
    this.parameters = new ArrayList<>();
    parameters.forEach(this.parameters::add);
    this.remembered = remembered;
    this.values = this.parameters.stream().map(Parameter::value).toList();
    this.boxedValues = Tensors.of(values);
    this.boxedRemembered = remembered.stream().map(Tensors::of).toList();
  }

  /** For the open scope. Lists are empty where no parameter has a gradient. */
  Step step() {
    Tensors gradients = Tensors.gradientsOf(values);
    if (gradients != null) {
      return new Step(boxedValues, gradients, boxedRemembered, true, false);
    }
    List<Integer> present = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).grad() != null) {
        present.add(i);
      }
    }
    List<Tensor> some = pick(values, present);
    Tensors someGradients = Tensors.gradientsOf(some);
    if (someGradients == null) {
      throw new AssertionError("a gradient vanished between two looks at it");
    }
    return new Step(
        Tensors.inScope(some),
        someGradients,
        remembered.stream().map(list -> Tensors.inScope(pick(list, present))).toList(),
        false,
        present.isEmpty());
  }

  private static List<Tensor> pick(List<Tensor> list, List<Integer> indices) {
    return list.isEmpty() ? list : indices.stream().map(list::get).toList();
  }
}
