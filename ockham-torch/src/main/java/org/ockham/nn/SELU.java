package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * λ · x for x &gt; 0, else λ · α · (eˣ − 1), of each element, with α = 1.6733 and λ = 1.0507 chosen so that deep networks keep
 * mean 0 and variance 1; drop with {@link AlphaDropout} (Klambauer et al. 2017, <a
 * href="https://arxiv.org/abs/1706.02515">arXiv:1706.02515</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SELU.html">torch.nn.SELU</a>
 */
public final class SELU extends Layer {

  private static final Operator SELU = Operator.named("aten::selu");

  @Override
  protected Tensor forward(Tensor x) {
    return SELU.call(x).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.op("Selu");
  }
}
