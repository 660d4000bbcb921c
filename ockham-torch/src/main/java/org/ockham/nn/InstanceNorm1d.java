package org.ockham.nn;

/** {@link InstanceNorm} over [n, features, length]. */
public final class InstanceNorm1d extends InstanceNorm {

  /** All arguments but this one at their defaults. */
  public InstanceNorm1d(long features) {
    this(of(features));
  }

  private InstanceNorm1d(Builder<InstanceNorm1d> builder) {
    super(builder, 1, "[n, features, length]");
  }

  /** To be given further arguments. */
  public static Builder<InstanceNorm1d> of(long features) {
    return new Builder<>(features, false, false, InstanceNorm1d::new);
  }
}
