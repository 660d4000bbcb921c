package org.ockham.nn;

/**
 * {@link MaxUnpool} over [n, channels, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool2d.html">torch.nn.MaxUnpool2d</a>
 */
public final class MaxUnpool2d extends MaxUnpool {

  /** The stride is the window's size. */
  public MaxUnpool2d(long kernel) {
    this(of(kernel));
  }

  private MaxUnpool2d(Builder<MaxUnpool2d> builder) {
    super(builder);
  }

  /** The window's size, one for all dimensions or one for each; to be given further arguments. */
  public static Builder<MaxUnpool2d> of(long... kernel) {
    return new Builder<>(2, kernel, MaxUnpool2d::new);
  }
}
