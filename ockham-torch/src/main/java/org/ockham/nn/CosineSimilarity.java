package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.OnnxException;
import org.ockham.onnx.Value;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * x₁ · x₂ / (max(‖x₁‖, ε) · max(‖x₂‖, ε)) along a dimension, which goes: [n, features] and [n, features] → [n]. Defaults:
 * dimension 1, ε = 1e-8.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineSimilarity.html">torch.nn.CosineSimilarity</a>
 */
public final class CosineSimilarity extends Layer {

  private static final Operator OPERATOR = Operator.named("aten::cosine_similarity");

  private final int dim;
  private final double eps;

  public CosineSimilarity() {
    this(1, 1e-8);
  }

  public CosineSimilarity(int dim, double eps) {
    this.dim = dim;
    this.eps = Check.positive("eps", eps);
  }

  /**
   * Refused: there are two inputs.
   *
   * @throws EngineException always
   */
  @Override
  protected Tensor forward(Tensor x) {
    throw new EngineException("the second input is missing: call apply(x1, x2)");
  }

  @Override
  protected Value forward(Value x) {
    throw new OnnxException("the second input is missing: call apply(x1, x2)");
  }

  /** Of two inputs. */
  public Tensor apply(Tensor x1, Tensor x2) {
    return named(() -> OPERATOR.call(x1, x2, (long) dim, eps).get(0));
  }

  /** The same in ONNX. */
  public Value apply(Value x1, Value x2) {
    return named(x1.graph(), () -> {
      int at = x1.axis(dim);
      return scaled(x1, at).mul(scaled(x2, at)).sum(at).squeeze(at);
    });
  }

  private Value scaled(Value x, int at) {
    Value length = x.mul(x).sum(at).sqrt();
    return x.div(length.maximum(x.graph().constant(eps, x.graph().type())));
  }

  @Override
  protected String arguments() {
    return "dim=" + dim + ", eps=" + eps;
  }
}
