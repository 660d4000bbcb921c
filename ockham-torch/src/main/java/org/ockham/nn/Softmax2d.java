package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * {@link Softmax} over the channels at every place: [n, channels, height, width], or that without n.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax2d.html">torch.nn.Softmax2d</a>
 */
public final class Softmax2d extends Layer {

  @Override
  protected Tensor forward(Tensor x) {
    if (x.dim() != 3 && x.dim() != 4) {
      throw InputShape.wrong(x, "[n, channels, height, width]");
    }
    return x.softmax(-3);
  }

  @Override
  protected Value forward(Value x) {
    return x.softmax(-3);
  }
}
