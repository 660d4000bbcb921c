package org.ockham.nn;

/** {@link BatchNorm} over [n, features] or [n, features, length]. */
public final class BatchNorm1d extends BatchNorm {

  /** All arguments but this one at their defaults. */
  public BatchNorm1d(long features) {
    this(of(features));
  }

  private BatchNorm1d(Builder<BatchNorm1d> builder) {
    super(builder);
  }

  /** To be given further arguments. */
  public static Builder<BatchNorm1d> of(long features) {
    return new Builder<>(features, true, true, BatchNorm1d::new);
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
