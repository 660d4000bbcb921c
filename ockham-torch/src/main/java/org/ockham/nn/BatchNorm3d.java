package org.ockham.nn;

/** {@link BatchNorm} over [n, features, depth, height, width]. */
public final class BatchNorm3d extends BatchNorm {

  /** All arguments but this one at their defaults. */
  public BatchNorm3d(long features) {
    this(of(features));
  }

  private BatchNorm3d(Builder<BatchNorm3d> builder) {
    super(builder);
  }

  /** To be given further arguments. */
  public static Builder<BatchNorm3d> of(long features) {
    return new Builder<>(features, true, true, BatchNorm3d::new);
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
