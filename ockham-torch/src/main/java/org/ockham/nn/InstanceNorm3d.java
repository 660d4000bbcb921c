package org.ockham.nn;

/** {@link InstanceNorm} over [n, features, depth, height, width]. */
public final class InstanceNorm3d extends InstanceNorm {

  /** All arguments but this one at their defaults. */
  public InstanceNorm3d(long features) {
    this(of(features));
  }

  private InstanceNorm3d(Config<InstanceNorm3d> config) {
    super(config, 3, "[n, features, depth, height, width]");
  }

  /** The defaults, to be changed before {@link Config#build}. */
  public static Config<InstanceNorm3d> of(long features) {
    return new Config<>(features, 1e-5, 0.1, false, false, InstanceNorm3d::new);
  }
}
