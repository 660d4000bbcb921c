package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Joins dimensions into one; by default all but the batch: [n, *] → [n, product of *].
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html">torch.nn.Flatten</a>
 */
public final class Flatten extends Layer {

  private static final Operator FLATTEN = Operator.named("aten::flatten.using_ints");

  private final long start;
  private final long end;

  public Flatten() {
    this(1, -1);
  }

  /** From this dimension to that, both included; negative ones count from the end. */
  public Flatten(long start, long end) {
    this.start = start;
    this.end = end;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return FLATTEN.call(x, start, end).get(0);
  }

  @Override
  protected Value forward(Value x) {
    return x.flatten((int) start, (int) end);
  }

  @Override
  protected String arguments() {
    return "start_dim=" + start + ", end_dim=" + end;
  }
}
