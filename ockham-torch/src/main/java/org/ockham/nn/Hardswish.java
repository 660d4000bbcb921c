package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * x · min(max(0, x + 3), 6) / 6, of each element: a cheap {@link SiLU} (Howard et al. 2019, <a
 * href="https://arxiv.org/abs/1905.02244">arXiv:1905.02244</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardswish.html">torch.nn.Hardswish</a>
 */
public final class Hardswish extends Layer {

  private static final Operator HARDSWISH = Operator.named("aten::hardswish");

  @Override
  protected Tensor forward(Tensor x) {
    return HARDSWISH.call(x).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.mul(x.div(6).add(0.5).clamp(0, 1));
  }
}
