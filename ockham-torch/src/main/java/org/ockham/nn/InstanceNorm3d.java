package org.ockham.nn;

/** {@link InstanceNorm} over [n, features, depth, height, width]. */
public final class InstanceNorm3d extends InstanceNorm {

  /** All arguments but this one at their defaults. */
  public InstanceNorm3d(long features) {
    this(of(features));
  }

  private InstanceNorm3d(Builder<InstanceNorm3d> builder) {
    super(builder, 3, "[n, features, depth, height, width]");
  }

  /** To be given further arguments. */
  public static Builder<InstanceNorm3d> of(long features) {
    return new Builder<>(features, false, false, InstanceNorm3d::new);
  }
}
