package org.ockham.nn;

/** {@link BatchNorm} over [n, features, height, width]. */
public final class BatchNorm2d extends BatchNorm {

  /** All arguments but this one at their defaults. */
  public BatchNorm2d(long features) {
    this(of(features));
  }

  private BatchNorm2d(Builder<BatchNorm2d> builder) {
    super(builder);
  }

  /** To be given further arguments. */
  public static Builder<BatchNorm2d> of(long features) {
    return new Builder<>(features, true, true, BatchNorm2d::new);
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
