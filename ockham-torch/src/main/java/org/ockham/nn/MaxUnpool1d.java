package org.ockham.nn;

/**
 * {@link MaxUnpool} over [n, channels, length], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool1d.html">torch.nn.MaxUnpool1d</a>
 */
public final class MaxUnpool1d extends MaxUnpool {

  /** The stride is the window's size. */
  public MaxUnpool1d(long kernel) {
    this(of(kernel));
  }

  private MaxUnpool1d(Builder<MaxUnpool1d> builder) {
    super(builder);
  }

  /** The window's size, one for all dimensions or one for each; to be given further arguments. */
  public static Builder<MaxUnpool1d> of(long... kernel) {
    return new Builder<>(1, kernel, MaxUnpool1d::new);
  }
}
