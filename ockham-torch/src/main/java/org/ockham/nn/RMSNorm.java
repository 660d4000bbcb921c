package org.ockham.nn;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * y = x / √(E[x²] + ε) · γ over the last dimensions of each sample by itself: a layer norm that neither centres nor shifts.
 * By default ε is the smallest step from one of the input's type, 1.2e-7 for FLOAT32 (Zhang, Sennrich 2019, <a
 * href="https://arxiv.org/abs/1910.07467">arXiv:1910.07467</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html">torch.nn.RMSNorm</a>
 */
public final class RMSNorm extends Layer {

  /** The arguments. */
  public static final class Builder extends LayerBuilder<RMSNorm, Builder> {
    private final long[] shape;
    private @Nullable Double eps;
    private boolean affine = true;

    private Builder(long[] shape) {
      super(RMSNorm::new);
      this.shape = LayerNorm.normalizedShape(shape);
    }

    /** What is added to the mean of squares; by default the smallest step from one of the input's type. */
    public Builder eps(double eps) {
      this.eps = Check.positive("eps", eps);
      return this;
    }

    /** Whether γ is learnt (PyTorch's {@code elementwise_affine}); default true. */
    public Builder affine(boolean affine) {
      this.affine = affine;
      return this;
    }
  }

  private static final Operator RMS_NORM = Operator.named("aten::rms_norm");

  private final long[] shape;
  private final @Nullable Double eps;
  private final @Nullable Parameter weight;

  /** Over the last dimensions, which have this shape. */
  public RMSNorm(long... shape) {
    this(of(shape));
  }

  private RMSNorm(Builder builder) {
    shape = builder.shape;
    eps = builder.eps;
    weight = builder.affine ? parameter("weight", Init.ones(), shape) : null;
  }

  /** To be given further arguments. */
  public static Builder of(long... shape) {
    return new Builder(shape);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return RMS_NORM.call(x, shape, Parameter.valueOf(weight), eps).get(0);
  }

  @Override
  protected Value forward(Value x) {
    int[] normalized = IntStream.range(x.dim() - shape.length, x.dim()).toArray();
    double step = x.graph().type() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    Value y = x.div(x.mul(x).mean(normalized).add(eps == null ? step : eps).sqrt());
    return weight == null ? y : y.mul(weight.in(x.graph()));
  }

  @Override
  protected String arguments() {
    return Arrays.toString(shape)
        + (eps == null ? "" : ", eps=" + eps)
        + (weight == null ? ", elementwise_affine=false" : "");
  }
}
