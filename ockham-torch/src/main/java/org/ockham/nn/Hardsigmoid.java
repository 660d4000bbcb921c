package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * min(max(0, x + 3), 6) / 6, of each element: a cheap {@link Sigmoid}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html">torch.nn.Hardsigmoid</a>
 */
public final class Hardsigmoid extends Layer {

  private static final Operator HARDSIGMOID = Operator.named("aten::hardsigmoid");

  @Override
  protected Tensor forward(Tensor x) {
    return HARDSIGMOID.call(x).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.div(6).add(0.5).clamp(0, 1);
  }
}
