package org.ockham.nn;

import java.util.Arrays;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * Splits a dimension into several: the reverse of {@link Flatten}. One of the sizes may be −1, for what is left.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Unflatten.html">torch.nn.Unflatten</a>
 */
public final class Unflatten extends Layer {

  private final int dim;
  private final long[] sizes;

  public Unflatten(int dim, long... sizes) {
    if (sizes.length == 0) {
      throw new IllegalArgumentException("unflattened_size is empty: give the sizes to split into");
    }
    this.dim = dim;
    this.sizes = sizes.clone();
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.unflatten(dim, sizes);
  }

  @Override
  protected Value forward(Value x) {
    return x.unflatten(dim, sizes);
  }

  @Override
  protected String arguments() {
    return "dim=" + dim + ", unflattened_size=" + Arrays.toString(sizes);
  }
}
