package org.ockham.nn;

/** {@link BatchNorm} over [n, features, depth, height, width]. */
public final class BatchNorm3d extends BatchNorm {

  /** All arguments but this one at their defaults. */
  public BatchNorm3d(long features) {
    this(of(features));
  }

  public BatchNorm3d(long features, double eps, double momentum) {
    this(of(features).eps(eps).momentum(momentum));
  }

  private BatchNorm3d(Config<BatchNorm3d> config) {
    super(config);
  }

  /** The defaults, to be changed before {@link Config#build}. */
  public static Config<BatchNorm3d> of(long features) {
    return new Config<>(features, 1e-5, 0.1, true, true, BatchNorm3d::new);
  }

  @Override
  boolean accepts(int dimensions) {
    return dimensions == 5;
  }

  @Override
  String expected() {
    return "[n, features, depth, height, width]";
  }
}
