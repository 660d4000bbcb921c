package org.ockham.nn;

/** {@link InstanceNorm} over [n, features, height, width]. */
public final class InstanceNorm2d extends InstanceNorm {

  /** All arguments but this one at their defaults. */
  public InstanceNorm2d(long features) {
    this(of(features));
  }

  private InstanceNorm2d(Builder<InstanceNorm2d> builder) {
    super(builder, 2, "[n, features, height, width]");
  }

  /** To be given further arguments. */
  public static Builder<InstanceNorm2d> of(long features) {
    return new Builder<>(features, false, false, InstanceNorm2d::new);
  }
}
