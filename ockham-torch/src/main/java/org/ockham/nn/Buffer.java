package org.ockham.nn;

import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Tensor;

/** A tensor that belongs to a layer's state and is not trained: a running mean, a count. */
public final class Buffer {

  private final Tensor initial;
  private Tensor value;

  Buffer(Tensor initial) {
    this.initial = initial.escape();
    this.value = initial.copy().escape();
  }

  private Buffer(Buffer other) {
    this.initial = other.initial;
    this.value = other.value.copy().escape();
  }

  /** The values. */
  public Tensor value() {
    return value;
  }

  void reset() {
    try (NoGrad off = NoGrad.on()) {
      value.copy_(initial);
    }
  }

  /** Takes on the values of another. */
  void follow(Buffer other) {
    value.copy_(other.value);
  }

  Buffer copy() {
    return new Buffer(this);
  }

  /** Counts stay what they are. */
  void to(DType type) {
    if (value.dtype().isFloating() && value.dtype() != type) {
      value = value.to(type).escape();
    }
  }

  void to(Device device) {
    if (!value.device().equals(device)) {
      value = value.to(device).escape();
    }
  }
}
