package org.ockham.optim;

import java.util.Map;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Tensor;

/** A rule that looks at each parameter as a whole: at its norm, its rows, its singular values. */
abstract class ParameterwiseRule extends Rule {

  private final Slots slots;

  ParameterwiseRule(ParameterGroup group) {
    super(group);
    slots = Slots.withSteps(group);
  }

  /** Zeros of each parameter's shape to remember something in, under this name. */
  final Slot slot(String name) {
    return slots.add(name);
  }

  /** The name of parameter number i. */
  final String name(int i) {
    return slots.name(i);
  }

  /** The rule for parameter number i, its t-th step (from 1). The gradient is not to be changed. */
  abstract void update(int i, Tensor value, Tensor gradient, int t);

  @Override
  protected final void update() {
    for (int i = 0; i < slots.size(); i++) {
      Tensor gradient = slots.parameter(i).grad();
      if (gradient != null) {
        update(i, slots.parameter(i).value(), gradient, slots.count(i));
      }
    }
  }

  @Override
  protected Map<String, Tensor> state() {
    return slots.state();
  }

  @Override
  protected void take(Map<String, Tensor> saved) {
    super.take(saved);
    slots.takeSteps(saved);
  }
}
