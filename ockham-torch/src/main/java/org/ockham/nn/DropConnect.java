package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Functional;
import org.ockham.tensor.Tensor;

/**
 * A {@link Linear} whose weights, not outputs, are dropped: in training y = x · (M ⊙ W)ᵀ / (1 − p) + b with a mask M that is
 * drawn for each step's batch and is 0 with probability p; in evaluation y = x · Wᵀ + b, the mean over masks. Parameters are named
 * and initialised as Linear's, so that states go from one to the other (Wan et al. 2013, <a
 * href="https://proceedings.mlr.press/v28/wan13.html">PMLR 28</a>, which draws a mask for each sample).
 */
public final class DropConnect extends Layer {

  private final long in;
  private final long out;
  private final double p;
  private final Parameter weight;
  private final @Nullable Parameter bias;

  /** p = 0.5, with bias. */
  public DropConnect(long in, long out) {
    this(in, out, 0.5, true);
  }

  public DropConnect(long in, long out, double p, boolean withBias) {
    this.in = Check.positive("in", in);
    this.out = Check.positive("out", out);
    this.p = Check.probability("p", p);
    weight = parameter("weight", Init.fanIn(in), out, in);
    bias = withBias ? parameter("bias", Init.fanIn(in), out) : null;
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor w = weight.value();
    Tensor connected = isTraining() ? Dropout.drop(w, p, this::stepDraws, w.shape()) : w;
    return Functional.linear(x, connected, Parameter.valueOf(bias));
  }

  @Override
  protected Value forward(Value x) {
    return x.linear(weight.in(x.graph()), Parameter.in(x.graph(), bias));
  }

  @Override
  protected String arguments() {
    return "in_features=" + in + ", out_features=" + out + ", p=" + p + ", bias=" + (bias != null);
  }
}
