package org.ockham.nn;

/**
 * {@link MaxUnpool} over [n, channels, depth, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool3d.html">torch.nn.MaxUnpool3d</a>
 */
public final class MaxUnpool3d extends MaxUnpool {

  /** The stride is the window's size. */
  public MaxUnpool3d(long kernel) {
    this(of(kernel));
  }

  private MaxUnpool3d(Builder<MaxUnpool3d> builder) {
    super(builder);
  }

  /** The window's size, one for all dimensions or one for each; to be given further arguments. */
  public static Builder<MaxUnpool3d> of(long... kernel) {
    return new Builder<>(3, kernel, MaxUnpool3d::new);
  }
}
