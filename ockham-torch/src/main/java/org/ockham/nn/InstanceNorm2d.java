package org.ockham.nn;

/** {@link InstanceNorm} over [n, features, height, width]. */
public final class InstanceNorm2d extends InstanceNorm {

  /** All arguments but this one at their defaults. */
  public InstanceNorm2d(long features) {
    this(of(features));
  }

  private InstanceNorm2d(Config<InstanceNorm2d> config) {
    super(config, 2, "[n, features, height, width]");
  }

  /** The defaults, to be changed before {@link Config#build}. */
  public static Config<InstanceNorm2d> of(long features) {
    return new Config<>(features, 1e-5, 0.1, false, false, InstanceNorm2d::new);
  }
}
