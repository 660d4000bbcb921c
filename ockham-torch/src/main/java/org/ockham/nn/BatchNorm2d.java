package org.ockham.nn;

/** {@link BatchNorm} over [n, features, height, width]. */
public final class BatchNorm2d extends BatchNorm {

  /** All arguments but this one at their defaults. */
  public BatchNorm2d(long features) {
    this(of(features));
  }

  public BatchNorm2d(long features, double eps, double momentum) {
    this(of(features).eps(eps).momentum(momentum));
  }

  private BatchNorm2d(Config<BatchNorm2d> config) {
    super(config);
  }

  /** The defaults, to be changed before {@link Config#build}. */
  public static Config<BatchNorm2d> of(long features) {
    return new Config<>(features, 1e-5, 0.1, true, true, BatchNorm2d::new);
  }

  @Override
  boolean accepts(int dimensions) {
    return dimensions == 4;
  }

  @Override
  String expected() {
    return "[n, features, height, width]";
  }
}
