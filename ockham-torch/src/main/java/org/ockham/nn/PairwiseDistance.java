package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.OnnxException;
import org.ockham.onnx.Value;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * ‖x₁ − x₂ + ε‖ₚ along the last dimension, which goes unless it is kept as one: [n, features] and [n, features] → [n].
 * Defaults: p = 2, ε = 1e-6, not kept.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PairwiseDistance.html">torch.nn.PairwiseDistance</a>
 */
public final class PairwiseDistance extends Layer {

  private static final Operator OPERATOR = Operator.named("aten::pairwise_distance");

  private final double p;
  private final double eps;
  private final boolean keepdim;

  public PairwiseDistance() {
    this(2);
  }

  public PairwiseDistance(double p) {
    this(p, 1e-6, false);
  }

  public PairwiseDistance(double p, double eps, boolean keepdim) {
    this.p = Check.number("p", p);
    this.eps = Check.notNegative("eps", eps);
    this.keepdim = keepdim;
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
    return named(() -> OPERATOR.call(x1, x2, p, eps, keepdim).get(0));
  }

  /** The same in ONNX. */
  public Value apply(Value x1, Value x2) {
    return named(x1.graph(), () -> {
      if (!(p > 0)) {
        throw new OnnxException(
            "p is " + p + ": only distances of a p above 0 are written as ONNX");
      }
      Value distances = x1.sub(x2).add(eps).abs();
      Value y = p == Double.POSITIVE_INFINITY
          ? distances.amax(-1)
          : distances.pow(p).sum(-1).pow(1 / p);
      return keepdim ? y : y.squeeze(-1);
    });
  }

  @Override
  protected String arguments() {
    return "p=" + p + ", eps=" + eps + (keepdim ? ", keepdim=true" : "");
  }
}
