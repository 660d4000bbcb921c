package org.ockham.nn;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * y_k = x₁ᵀ · W_k · x₂ + b_k: [*, in1] and [*, in2] → [*, out]. Initially uniform on ±1/√in1. {@link #apply(Tensor)} with one
 * input takes it for both.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html">torch.nn.Bilinear</a>
 */
public final class Bilinear extends Layer {

  private static final Operator BILINEAR = Operator.named("aten::bilinear");

  private final long in1;
  private final long in2;
  private final long out;
  private final Parameter weight;
  private final @Nullable Parameter bias;

  public Bilinear(long in1, long in2, long out) {
    this(in1, in2, out, true);
  }

  public Bilinear(long in1, long in2, long out, boolean withBias) {
    this.in1 = Check.positive("in1_features", in1);
    this.in2 = Check.positive("in2_features", in2);
    this.out = Check.positive("out_features", out);
    weight = parameter("weight", Init.fanIn(in1), out, in1, in2);
    bias = withBias ? parameter("bias", Init.fanIn(in1), out) : null;
  }

  /** Of two inputs. */
  public Tensor apply(Tensor x1, Tensor x2) {
    return named(
        () -> BILINEAR.call(x1, x2, weight.value(), Parameter.valueOf(bias)).get(0));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return apply(x, x);
  }

  @Override
  protected Value forward(Value x) {
    return bilinear(x, x);
  }

  /** The same in ONNX. */
  public Value apply(Value x1, Value x2) {
    return named(x1.graph(), () -> bilinear(x1, x2));
  }

  private Value bilinear(Value x1, Value x2) {
    Graph graph = x1.graph();
    long[] shape = x1.shape();
    shape[shape.length - 1] = out;
    Value y = x1.op("Einsum", Map.of("equation", "...i,oij,...j->...o"), weight.in(graph), x2)
        .shaped(shape);
    return bias == null ? y : y.add(bias.in(graph));
  }

  @Override
  protected String arguments() {
    return "in1_features=" + in1 + ", in2_features=" + in2 + ", out_features=" + out + ", bias="
        + (bias != null);
  }
}
