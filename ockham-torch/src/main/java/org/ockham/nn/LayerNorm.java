package org.ockham.nn;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.Functional;
import org.ockham.tensor.Tensor;

/**
 * y = (x − E[x]) / √(Var[x] + ε) · γ + β with mean and variance over the last dimensions of each sample by itself, so that
 * training and evaluation are alike. Defaults: ε = 1e-5, γ = 1, β = 0 (Ba, Kiros, Hinton 2016, <a
 * href="https://arxiv.org/abs/1607.06450">arXiv:1607.06450</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html">torch.nn.LayerNorm</a>
 */
public final class LayerNorm extends Layer {

  /** The arguments. */
  public static final class Builder extends NormBuilder<LayerNorm, Builder> {
    private final long[] shape;

    private Builder(long[] shape) {
      super(true, LayerNorm::new);
      this.shape = normalizedShape(shape);
    }
  }

  private final long[] shape;
  private final double eps;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;

  /** Over the last dimensions, which have this shape. */
  public LayerNorm(long... shape) {
    this(of(shape));
  }

  private LayerNorm(Builder builder) {
    shape = builder.shape;
    eps = builder.eps;
    weight = builder.affine ? parameter("weight", Init.ones(), shape) : null;
    bias = builder.affine && builder.bias ? parameter("bias", Init.zeros(), shape) : null;
  }

  /** To be given further arguments. */
  public static Builder of(long... shape) {
    return new Builder(shape);
  }

  static long[] normalizedShape(long... shape) {
    if (shape.length == 0) {
      throw new IllegalArgumentException(
          "normalized_shape is empty: give the sizes of the last dimensions");
    }
    for (long size : shape) {
      Check.positive("normalized_shape", size);
    }
    return shape.clone();
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Functional.layerNorm(x, shape, Parameter.valueOf(weight), Parameter.valueOf(bias), eps);
  }

  @Override
  protected Value forward(Value x) {
    Graph graph = x.graph();
    Value scale = weight == null ? graph.constant(Tensor.ones(shape)) : weight.in(graph);
    Map<String, ?> attributes = Map.of("axis", -shape.length, "epsilon", eps);
    return bias == null
        ? x.op("LayerNormalization", attributes, scale)
        : x.op("LayerNormalization", attributes, scale, bias.in(graph));
  }

  @Override
  protected String arguments() {
    return Arrays.toString(shape) + ", eps=" + eps
        + (weight == null ? ", elementwise_affine=false" : bias == null ? ", bias=false" : "");
  }
}
