package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * ln σ(x), of each element, exact where σ(x) has no digits left.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html">torch.nn.LogSigmoid</a>
 */
public final class LogSigmoid extends Layer {

  private static final Operator LOG_SIGMOID = Operator.named("aten::log_sigmoid");

  @Override
  protected Tensor forward(Tensor x) {
    return LOG_SIGMOID.call(x).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.neg().softplus().neg();
  }
}
