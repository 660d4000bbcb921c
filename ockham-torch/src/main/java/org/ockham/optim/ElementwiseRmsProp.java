package org.ockham.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;

/** {@link RmsProp} at work, with momentum or centred; the plain one is {@link FusedRmsProp}. */
final class ElementwiseRmsProp extends ElementwiseOptimizer {

  private final RmsProp config;

  ElementwiseRmsProp(Map<String, Parameter> parameters, RmsProp config) {
    super(
        parameters,
        config.rate(),
        config.momentum() == 0 ? OptionalDouble.empty() : OptionalDouble.of(config.momentum()),
        2,
        kinds(config));
    this.config = config;
  }

  private static String[] kinds(RmsProp config) {
    List<String> kinds = new ArrayList<>(List.of("square_avg"));
    if (config.centered()) {
      kinds.add("grad_avg");
    }
    if (config.momentum() != 0) {
      kinds.add("momentum_buffer");
    }
    return kinds.toArray(String[]::new);
  }

  @Override
  void update(Block block, int t) {
    Tensors g = block.gradients(config.weightDecay(), 0);
    Tensors square = block.memory(0);
    Foreach.mul(block.row(0), config.alpha());
    Foreach.addcmul(square, g, g, 1 - config.alpha());
    Tensors denominator = block.scratch(1);
    if (config.centered()) {
      Foreach.lerp(block.memory(1), g, 1 - config.alpha());
      Foreach.copy(block.scratchRow(1), block.row(0));
      Foreach.addcmul(block.scratchRow(1), block.row(1), block.row(1), -1);
      Foreach.clampMin(block.scratchRow(1), 0); // rounding can leave the variance below 0
      Foreach.sqrt(block.scratchRow(1));
      Foreach.add(block.scratchRow(1), config.eps());
    } else {
      block.root(0, 0, config.eps(), 1);
    }
    if (momentum().isPresent()) {
      Tensors buffer = block.memory(config.centered() ? 2 : 1);
      Foreach.mul(buffer, momentum().getAsDouble());
      Foreach.addcdiv(buffer, g, denominator, 1);
      Foreach.add(block.parameters(), buffer, -rate());
    } else {
      Foreach.addcdiv(block.parameters(), g, denominator, -rate());
    }
  }
}
