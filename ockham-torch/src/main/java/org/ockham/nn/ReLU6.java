package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * min(max(0, x), 6), of each element.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU6.html">torch.nn.ReLU6</a>
 */
public final class ReLU6 extends Layer {

  private static final Operator HARDTANH = Operator.named("aten::hardtanh");

  @Override
  protected Tensor forward(Tensor x) {
    return HARDTANH.call(x, 0.0, 6.0).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.clamp(0, 6);
  }
}
