package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * a · σ(b), a and b the halves of the input along a dimension, by default the last (Dauphin et al. 2016, <a
 * href="https://arxiv.org/abs/1612.08083">arXiv:1612.08083</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GLU.html">torch.nn.GLU</a>
 */
public final class GLU extends Layer {

  private static final Operator GLU = Operator.named("aten::glu");

  private final int dim;

  public GLU() {
    this(-1);
  }

  public GLU(int dim) {
    this.dim = dim;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return GLU.call(x, (long) dim).get(0);
  }

  @Override
  protected Value forward(Value x) {
    long half = x.knownSize(dim) / 2;
    return x.narrow(dim, 0, half).mul(x.narrow(dim, half, half).sigmoid());
  }

  @Override
  protected String arguments() {
    return "dim=" + dim;
  }
}
