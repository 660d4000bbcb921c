package org.ockham.nn;

import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Pools to an output of a given size, whatever the input's: output i of m covers inputs ⌊i·s/m⌋ to ⌈(i+1)·s/m⌉ − 1.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.html#pooling-layers">torch.nn, pooling layers</a>
 */
public abstract sealed class AdaptivePool extends Layer
    permits AdaptiveAvgPool1d,
        AdaptiveAvgPool2d,
        AdaptiveAvgPool3d,
        AdaptiveMaxPool1d,
        AdaptiveMaxPool2d,
        AdaptiveMaxPool3d {

  private final Operator operator;
  private final long[] output;

  AdaptivePool(int dimensions, Operator operator, long... output) {
    this.operator = operator;
    this.output = Shape.sizes("output_size", dimensions, 1, output);
  }

  @Override
  protected Tensor forward(Tensor x) {
    for (int i = Math.max(0, x.dim() - output.length); i < x.dim(); i++) {
      if (x.size(i) == 0) {
        // the engine's mean of nothing would be no number
        throw Shape.wrongShape(x, "at least one value along each dimension that is pooled");
      }
    }
    return operator.call(x, output).get(0);
  }

  @Override
  protected String arguments() {
    return "output_size=" + Shape.text(output);
  }
}
