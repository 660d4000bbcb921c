package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * x − tanh(x), of each element.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html">torch.nn.Tanhshrink</a>
 */
public final class Tanhshrink extends Layer {

  @Override
  protected Tensor forward(Tensor x) {
    return x.sub(x.tanh());
  }

  @Override
  protected Value forward(Value x) {
    return x.sub(x.tanh());
  }
}
