package org.ockham.tensor;

import org.jspecify.annotations.Nullable;

/** Arithmetic element by element, with another tensor or a number; what ends in an underscore changes this tensor. */
public sealed interface ElementArithmetic permits Tensor {

  /** this + other. */
  default Tensor add(Tensor other) {
    return Op.call("aten::add.Tensor", this, other, 1);
  }

  /** this + number. */
  default Tensor add(Number number) {
    return Op.call("aten::add.Scalar", this, number, 1);
  }

  /** this − other. */
  default Tensor sub(Tensor other) {
    return Op.call("aten::sub.Tensor", this, other, 1);
  }

  /** this − number. */
  default Tensor sub(Number number) {
    return Op.call("aten::sub.Scalar", this, number, 1);
  }

  /** number − this. */
  default Tensor rsub(Number number) {
    return Op.call("aten::rsub.Scalar", this, number, 1);
  }

  /** this · other, element by element. */
  default Tensor mul(Tensor other) {
    return Op.call("aten::mul.Tensor", this, other);
  }

  /** this · number, element by element. */
  default Tensor mul(Number number) {
    return Op.call("aten::mul.Scalar", this, number);
  }

  /** this / other. */
  default Tensor div(Tensor other) {
    return Op.call("aten::div.Tensor", this, other);
  }

  /** this / number. */
  default Tensor div(Number number) {
    return Op.call("aten::div.Scalar", this, number);
  }

  /** ⌊this / other⌋, towards minus infinity. */
  default Tensor floorDivide(Tensor other) {
    return Op.call("aten::floor_divide", this, other);
  }

  /** ⌊this / number⌋, towards minus infinity. */
  default Tensor floorDivide(Number number) {
    return Op.call("aten::floor_divide.Scalar", this, number);
  }

  /** this to the power of other. */
  default Tensor pow(Tensor other) {
    return Op.call("aten::pow.Tensor_Tensor", this, other);
  }

  /** this to the power of number. */
  default Tensor pow(Number number) {
    return Op.call("aten::pow.Tensor_Scalar", this, number);
  }

  /** The remainder of this / other with the sign of this. */
  default Tensor fmod(Tensor other) {
    return Op.call("aten::fmod.Tensor", this, other);
  }

  /** The remainder of this / number with the sign of this. */
  default Tensor fmod(Number number) {
    return Op.call("aten::fmod.Scalar", this, number);
  }

  /** The remainder of this / other with the sign of other. */
  default Tensor remainder(Tensor other) {
    return Op.call("aten::remainder.Tensor", this, other);
  }

  /** The remainder of this / number with the sign of number. */
  default Tensor remainder(Number number) {
    return Op.call("aten::remainder.Scalar", this, number);
  }

  /** The larger of each two. */
  default Tensor maximum(Tensor other) {
    return Op.call("aten::maximum", this, other);
  }

  /** The smaller of each two. */
  default Tensor minimum(Tensor other) {
    return Op.call("aten::minimum", this, other);
  }

  /** The angle of the point (other, this), in radians. */
  default Tensor atan2(Tensor other) {
    return Op.call("aten::atan2", this, other);
  }

  /** ln(e^this + e^other), without overflow. */
  default Tensor logaddexp(Tensor other) {
    return Op.call("aten::logaddexp", this, other);
  }

  /** this + number · other. */
  default Tensor add(Tensor other, Number number) {
    return Op.call("aten::add.Tensor", this, other, number);
  }

  /** this + weight · (end − this). */
  default Tensor lerp(Tensor end, double weight) {
    return Op.call("aten::lerp.Scalar", this, end, weight);
  }

  /** Bounded below and above; null for no bound. */
  default Tensor clamp(@Nullable Number min, @Nullable Number max) {
    return Op.call("aten::clamp", this, min, max);
  }

  /** this + other. */
  default Tensor add_(Tensor other) {
    return Op.call("aten::add_.Tensor", this, other, 1);
  }

  /** this + number. */
  default Tensor add_(Number number) {
    return Op.call("aten::add_.Scalar", this, number, 1);
  }

  /** this − other. */
  default Tensor sub_(Tensor other) {
    return Op.call("aten::sub_.Tensor", this, other, 1);
  }

  /** this − number. */
  default Tensor sub_(Number number) {
    return Op.call("aten::sub_.Scalar", this, number, 1);
  }

  /** this · other. */
  default Tensor mul_(Tensor other) {
    return Op.call("aten::mul_.Tensor", this, other);
  }

  /** this · number. */
  default Tensor mul_(Number number) {
    return Op.call("aten::mul_.Scalar", this, number);
  }

  /** this / other. */
  default Tensor div_(Tensor other) {
    return Op.call("aten::div_.Tensor", this, other);
  }

  /** this / number. */
  default Tensor div_(Number number) {
    return Op.call("aten::div_.Scalar", this, number);
  }

  /** this to the power of number. */
  default Tensor pow_(Number number) {
    return Op.call("aten::pow_.Scalar", this, number);
  }

  /** this + number · other. */
  default Tensor add_(Tensor other, Number number) {
    return Op.call("aten::add_.Tensor", this, other, number);
  }

  /** this + weight · (end − this). */
  default Tensor lerp_(Tensor end, double weight) {
    return Op.call("aten::lerp_.Scalar", this, end, weight);
  }

  /** this + number · a · b. */
  default Tensor addcmul_(Tensor a, Tensor b, Number number) {
    return Op.call("aten::addcmul_", this, a, b, number);
  }

  /** this + number · a / b. */
  default Tensor addcdiv_(Tensor a, Tensor b, Number number) {
    return Op.call("aten::addcdiv_", this, a, b, number);
  }

  /** Bounded below and above; null for no bound. */
  default Tensor clamp_(@Nullable Number min, @Nullable Number max) {
    return Op.call("aten::clamp_", this, min, max);
  }

  /** The elements of another tensor of this shape (or broadcast to it), converted to this type. */
  default Tensor copy_(Tensor source) {
    return Op.call("aten::copy_", this, source, false);
  }

  /** This number everywhere. */
  default Tensor fill_(Number number) {
    return Op.call("aten::fill_.Scalar", this, number);
  }

  /** Zero everywhere. */
  default Tensor zero_() {
    return Op.call("aten::zero_", this);
  }
}
