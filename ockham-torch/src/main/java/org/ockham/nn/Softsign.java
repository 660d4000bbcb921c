package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * x / (1 + |x|), of each element.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softsign.html">torch.nn.Softsign</a>
 */
public final class Softsign extends Layer {

  @Override
  protected Tensor forward(Tensor x) {
    return x.div(x.abs().add(1));
  }

  @Override
  protected Value forward(Value x) {
    return x.div(x.abs().add(1));
  }
}
