package org.ockham.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Operator.Tensors;
import org.ockham.tensor.Tensor;

/**
 * A rule that the engine has a kernel for, which moves all parameters in one pass. The lists that it takes are boxed once; only when
 * some parameter has no gradient are shorter ones made for the step.
 */
abstract class FusedRule extends Rule {

  /** The arguments of one step: lists of one length, of the parameters that have a gradient. */
  record Lists(Tensors parameters, Tensors gradients, List<Tensors> slots, boolean isAll) {

    /** What is in a slot. */
    Tensors of(Slot slot) {
      return slots.get(slot.index());
    }
  }

  private final Slots slots;
  private final List<Tensor> values;
  private final Tensors boxedValues;
  private final List<Tensors> boxedSlots = new ArrayList<>();

  FusedRule(ParameterGroup group) {
    super(group);
    slots = Slots.of(group);
    values = group.parameters().values().stream().map(Parameter::value).toList();
    boxedValues = Tensors.of(values);
  }

  /** Zeros of each parameter's shape to remember something in, under this name. */
  final Slot slot(String name) {
    return boxed(slots.add(name, slots.zeros()));
  }

  /** The same where the kernel wants it but nothing is carried on in it. */
  final Slot room() {
    return boxed(slots.add(null, slots.zeros()));
  }

  /** For a list that the kernel leaves alone. */
  final Slot none() {
    return boxed(slots.add(null, List.of()));
  }

  /** How many steps were made with each parameter, as kernels want it: a tensor each, here views of one. */
  final Slot steps() {
    Tensor row = Tensor.zeros(slots.size()).to(values.get(0).device()).escape();
    List<Tensor> each = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      each.add(row.select(0, i).escape());
    }
    return boxed(slots.add("step", each, Collections.nCopies(slots.size(), row)));
  }

  /** The same number for each parameter, which stays as it is. */
  final Slot always(double number) {
    return boxed(slots.add(
        null,
        values.stream()
            .map(value -> Tensor.scalar(number).to(value.device()).escape())
            .toList()));
  }

  private Slot boxed(Slot slot) {
    boxedSlots.add(Tensors.of(slot.tensors()));
    return slot;
  }

  /** Calls the kernel. */
  abstract void update(Lists lists);

  @Override
  protected final void update() {
    Tensors gradients = Tensors.gradientsOf(values);
    if (gradients != null) {
      update(new Lists(boxedValues, gradients, boxedSlots, true));
      return;
    }
    List<Integer> present = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      if (slots.parameter(i).grad() != null) {
        present.add(i);
      }
    }
    if (present.isEmpty()) {
      return;
    }
    List<Tensor> some = pick(values, present);
    Tensors someGradients = Tensors.gradientsOf(some);
    if (someGradients == null) {
      throw new AssertionError("a gradient vanished between two looks at it");
    }
    update(new Lists(
        Tensors.inScope(some),
        someGradients,
        slots.all().stream()
            .map(slot -> Tensors.inScope(pick(slot.tensors(), present)))
            .toList(),
        false));
  }

  private static List<Tensor> pick(List<Tensor> list, List<Integer> indices) {
    return list.isEmpty() ? list : indices.stream().map(list::get).toList();
  }

  /** One more step: with all parameters in one operation, or with those of the lists. */
  static void count(Slot steps, Lists lists) {
    if (lists.isAll()) {
      steps.rows().get(0).add_(1);
    } else {
      Foreach.add(lists.of(steps), 1);
    }
  }

  @Override
  protected Map<String, Tensor> state() {
    return slots.state();
  }
}
