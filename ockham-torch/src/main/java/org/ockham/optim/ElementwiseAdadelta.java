package org.ockham.optim;

import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;

/** {@link Adadelta} at work. */
final class ElementwiseAdadelta extends ElementwiseOptimizer {

  private final Adadelta config;

  ElementwiseAdadelta(Map<String, Parameter> parameters, Adadelta config) {
    super(parameters, config.rate(), OptionalDouble.empty(), 3, "square_avg", "acc_delta");
    this.config = config;
  }

  @Override
  void update(Block block, int t) {
    Tensors g = block.gradients(config.weightDecay(), 0);
    Tensors square = block.memory(0);
    Foreach.mul(block.row(0), config.rho());
    Foreach.addcmul(square, g, g, 1 - config.rho());
    Tensors step = block.root(1, config.eps(), 0, 1);
    block.root(0, config.eps(), 0, 2);
    Foreach.div(block.scratchRow(1), block.scratchRow(2));
    Foreach.mul(step, g);
    Foreach.mul(block.row(1), config.rho());
    Foreach.addcmul(block.row(1), block.scratchRow(1), block.scratchRow(1), 1 - config.rho());
    Foreach.add(block.parameters(), step, -rate());
  }
}
