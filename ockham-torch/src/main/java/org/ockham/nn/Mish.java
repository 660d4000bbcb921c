package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * x · tanh(ln(1 + eˣ)), of each element (Misra 2019, <a href="https://arxiv.org/abs/1908.08681">arXiv:1908.08681</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Mish.html">torch.nn.Mish</a>
 */
public final class Mish extends Layer {

  private static final Operator MISH = Operator.named("aten::mish");

  @Override
  protected Tensor forward(Tensor x) {
    return MISH.call(x).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.mul(x.softplus().tanh());
  }
}
