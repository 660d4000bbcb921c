package org.ockham.nn;

/** {@link InstanceNorm} over [n, features, length]. */
public final class InstanceNorm1d extends InstanceNorm {

  /** All arguments but this one at their defaults. */
  public InstanceNorm1d(long features) {
    this(of(features));
  }

  private InstanceNorm1d(Config<InstanceNorm1d> config) {
    super(config, 1, "[n, features, length]");
  }

  /** The defaults, to be changed before {@link Config#build}. */
  public static Config<InstanceNorm1d> of(long features) {
    return new Config<>(features, 1e-5, 0.1, false, false, InstanceNorm1d::new);
  }
}
