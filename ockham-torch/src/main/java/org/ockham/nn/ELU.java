package org.ockham.nn;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * x for x &gt; 0, else α · (eˣ − 1), of each element; default α = 1 (Clevert et al. 2015, <a
 * href="https://arxiv.org/abs/1511.07289">arXiv:1511.07289</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ELU.html">torch.nn.ELU</a>
 */
public final class ELU extends Layer {

  private static final Operator ELU = Operator.named("aten::elu");

  private final double alpha;

  public ELU() {
    this(1);
  }

  public ELU(double alpha) {
    this.alpha = Check.finite("alpha", alpha);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return ELU.call(x, alpha, 1.0, 1.0).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.op("Elu", Map.of("alpha", alpha));
  }

  @Override
  protected String arguments() {
    return "alpha=" + alpha;
  }
}
