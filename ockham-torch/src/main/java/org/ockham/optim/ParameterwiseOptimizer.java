package org.ockham.optim;

import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Tensor;

/** An optimiser whose rule looks at each parameter as a whole: at its norm, its rows, its singular values. */
abstract class ParameterwiseOptimizer extends Optimizer {

  private final Memory memory;

  ParameterwiseOptimizer(
      Map<String, Parameter> parameters, double rate, OptionalDouble momentum, String... kinds) {
    super(parameters, rate, momentum);
    this.memory = new Memory(parameters, kinds);
  }

  /** The rule for parameter number i, its t-th step (from 1). The gradient is not to be changed. */
  abstract void update(int i, Tensor value, Tensor gradient, int t);

  @Override
  protected final void update() {
    for (int i = 0; i < memory.size(); i++) {
      Tensor gradient = memory.parameter(i).grad();
      if (gradient != null) {
        update(i, memory.parameter(i).value(), gradient, memory.count(i));
      }
    }
  }

  /** What is remembered of this kind for parameter number i. */
  final Tensor memory(int kind, int i) {
    return memory.get(kind, i);
  }

  /** The name of parameter number i. */
  final String name(int i) {
    return memory.name(i);
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
