package org.ockham.tensor.internal;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.jspecify.annotations.Nullable;

/** Java numbers as libtorch's scalars: whole numbers stay whole, so that integer tensors stay integers. */
final class Scalars {

  private Scalars() {}

  static Scalar of(Number value) {
    return value instanceof Double || value instanceof Float
        ? new Scalar(value.doubleValue())
        : new Scalar(value.longValue());
  }

  static ScalarOptional optional(@Nullable Number value) {
    return value == null ? new ScalarOptional() : new ScalarOptional(of(value));
  }
}
