package org.ockham.nn;

/** {@link BatchNorm} over [n, features] or [n, features, length]. */
public final class BatchNorm1d extends BatchNorm {

  /** All arguments but this one at their defaults. */
  public BatchNorm1d(long features) {
    this(of(features));
  }

  public BatchNorm1d(long features, double eps, double momentum) {
    this(of(features).eps(eps).momentum(momentum));
  }

  private BatchNorm1d(Config<BatchNorm1d> config) {
    super(config);
  }

  /** The defaults, to be changed before {@link Config#build}. */
  public static Config<BatchNorm1d> of(long features) {
    return new Config<>(features, 1e-5, 0.1, true, true, BatchNorm1d::new);
  }

  @Override
  boolean accepts(int dimensions) {
    return dimensions == 2 || dimensions == 3;
  }

  @Override
  String expected() {
    return "[n, features] or [n, features, length]";
  }
}
