package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * x · σ(x), of each element, also called swish (<a href="https://arxiv.org/abs/1702.03118">arXiv:1702.03118</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SiLU.html">torch.nn.SiLU</a>
 */
public final class SiLU extends Layer {

  @Override
  protected Tensor forward(Tensor x) {
    return x.silu();
  }

  @Override
  protected Value forward(Value x) {
    return x.silu();
  }
}
