package org.ockham.optim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;
import org.ockham.tensor.Tensor;

/** How many steps a fused kernel has made with each parameter, as it wants them: a tensor each, here views of one. */
final class StepCounts {

  private final Tensor row;
  private final List<Tensor> each = new ArrayList<>();

  StepCounts(Collection<Parameter> parameters) {
    row = Tensor.zeros(parameters.size())
        .to(parameters.iterator().next().value().device())
        .escape();
    for (int i = 0; i < parameters.size(); i++) {
      each.add(row.select(0, i).escape());
    }
  }

  List<Tensor> each() {
    return each;
  }

  /** One more step with all parameters, in one operation, or with these. */
  void count(boolean all, Tensors some) {
    if (all) {
      row.add_(1);
    } else {
      Foreach.add(some, 1);
    }
  }
}
