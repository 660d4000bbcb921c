package org.ockham.tensor;

/** Comparing elements, and tensors as wholes. */
public sealed interface Comparisons permits Tensor {

  /** Where this = other: BOOL. */
  default Tensor eq(Tensor other) {
    return Op.call("aten::eq.Tensor", this, other);
  }

  /** Where this = number: BOOL. */
  default Tensor eq(Number number) {
    return Op.call("aten::eq.Scalar", this, number);
  }

  /** Where this ≠ other: BOOL. */
  default Tensor ne(Tensor other) {
    return Op.call("aten::ne.Tensor", this, other);
  }

  /** Where this ≠ number: BOOL. */
  default Tensor ne(Number number) {
    return Op.call("aten::ne.Scalar", this, number);
  }

  /** Where this &lt; other: BOOL. */
  default Tensor lt(Tensor other) {
    return Op.call("aten::lt.Tensor", this, other);
  }

  /** Where this &lt; number: BOOL. */
  default Tensor lt(Number number) {
    return Op.call("aten::lt.Scalar", this, number);
  }

  /** Where this ≤ other: BOOL. */
  default Tensor le(Tensor other) {
    return Op.call("aten::le.Tensor", this, other);
  }

  /** Where this ≤ number: BOOL. */
  default Tensor le(Number number) {
    return Op.call("aten::le.Scalar", this, number);
  }

  /** Where this &gt; other: BOOL. */
  default Tensor gt(Tensor other) {
    return Op.call("aten::gt.Tensor", this, other);
  }

  /** Where this &gt; number: BOOL. */
  default Tensor gt(Number number) {
    return Op.call("aten::gt.Scalar", this, number);
  }

  /** Where this ≥ other: BOOL. */
  default Tensor ge(Tensor other) {
    return Op.call("aten::ge.Tensor", this, other);
  }

  /** Where this ≥ number: BOOL. */
  default Tensor ge(Number number) {
    return Op.call("aten::ge.Scalar", this, number);
  }

  /** Both read as booleans: and. */
  default Tensor logicalAnd(Tensor other) {
    return Op.call("aten::logical_and", this, other);
  }

  /** Both read as booleans: or. */
  default Tensor logicalOr(Tensor other) {
    return Op.call("aten::logical_or", this, other);
  }

  /** Both read as booleans: exclusive or. */
  default Tensor logicalXor(Tensor other) {
    return Op.call("aten::logical_xor", this, other);
  }

  /** The opposite of this read as booleans. */
  default Tensor logicalNot() {
    return Op.call("aten::logical_not", this);
  }

  /** Where it is not a number: BOOL. */
  default Tensor isnan() {
    return Op.call("aten::isnan", this);
  }

  /** Where it is infinite: BOOL. */
  default Tensor isinf() {
    return Op.call("aten::isinf", this);
  }

  /** Where it is a finite number: BOOL. */
  default Tensor isfinite() {
    return Op.call("aten::isfinite", this);
  }

  /** Whether shape, type and every element are the same. */
  default boolean equal(Tensor other) {
    Tensor self = (Tensor) this;
    return self.dtype() == other.dtype()
        && Op.value(() -> self.handle.equal(other.handle), self, other);
  }

  /** Whether |this − other| ≤ absolute + relative · |other| everywhere; not a number is close to nothing. */
  default boolean allclose(Tensor other, double relative, double absolute) {
    Tensor self = (Tensor) this;
    return Op.value(() -> self.handle.allclose(other.handle, relative, absolute), self, other);
  }

  /** {@link #allclose(Tensor, double, double)} with 1e-5 and 1e-8, as PyTorch. */
  default boolean allclose(Tensor other) {
    return allclose(other, 1e-5, 1e-8);
  }
}
