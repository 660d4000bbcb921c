package org.ockham.nn;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * x for x &gt; 0, else slope · x, of each element; default slope 0.01.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html">torch.nn.LeakyReLU</a>
 */
public final class LeakyReLU extends Layer {

  private static final Operator LEAKY_RELU = Operator.named("aten::leaky_relu");

  private final double negativeSlope;

  public LeakyReLU() {
    this(0.01);
  }

  public LeakyReLU(double negativeSlope) {
    this.negativeSlope = Check.finite("negative_slope", negativeSlope);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return LEAKY_RELU.call(x, negativeSlope).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.op("LeakyRelu", Map.of("alpha", negativeSlope));
  }

  @Override
  protected String arguments() {
    return "negative_slope=" + negativeSlope;
  }
}
