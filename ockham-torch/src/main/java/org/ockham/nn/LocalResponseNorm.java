package org.ockham.nn;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * y = x / (k + α/n · Σ x²)^β, the sum over n neighbouring channels: [n, channels, *]. Defaults α = 1e-4, β = 0.75, k = 1
 * (Krizhevsky, Sutskever, Hinton 2012).
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html">torch.nn.LocalResponseNorm</a>
 */
public final class LocalResponseNorm extends Layer {

  private static final Operator AVERAGE = Operator.named("aten::avg_pool2d");
  private static final Operator PAD = Operator.named("aten::constant_pad_nd");

  private final long size;
  private final double alpha;
  private final double beta;
  private final double k;

  public LocalResponseNorm(long size) {
    this(size, 1e-4, 0.75, 1);
  }

  public LocalResponseNorm(long size, double alpha, double beta, double k) {
    this.size = Check.positive("size", size);
    this.alpha = Check.finite("alpha", alpha);
    this.beta = Check.finite("beta", beta);
    this.k = Check.finite("k", k);
  }

  @Override
  protected Tensor forward(Tensor x) {
    InputShape.require(x.dim() >= 3, x, "[n, channels, *]");
    Tensor squares = x.mul(x).flatten(2).unsqueeze(1);
    Tensor padded =
        PAD.call(squares, new long[] {0, 0, size / 2, (size - 1) / 2}, 0.0).get(0);
    Tensor mean = AVERAGE
        .call(padded, new long[] {size, 1}, new long[] {1, 1}, new long[] {0, 0}, false, true, null)
        .get(0);
    return x.div(mean.squeeze(1).reshape(x.shape()).mul(alpha).add(k).pow(beta));
  }

  @Override
  protected Value forward(Value x) {
    Value squares = x.mul(x).flatten(2).unsqueeze(1);
    Value padded = Padding.pad(squares, PaddingMode.CONSTANT, 0, 0, 0, size / 2, (size - 1) / 2);
    Value mean = padded.op("AveragePool", Map.of("kernel_shape", new long[] {size, 1}));
    long[] shape = squares.shape();
    Value together = mean.shaped(shape).squeeze(1).reshape(x.shape());
    return x.div(together.mul(alpha).add(k).pow(beta));
  }

  @Override
  protected String arguments() {
    return size + ", alpha=" + alpha + ", beta=" + beta + ", k=" + k;
  }
}
