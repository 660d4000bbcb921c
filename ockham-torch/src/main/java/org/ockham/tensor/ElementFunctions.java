package org.ockham.tensor;

/** Functions of each element by itself. */
public sealed interface ElementFunctions permits Tensor {

  /** −x. */
  default Tensor neg() {
    return Op.call("aten::neg", this);
  }

  /** |x|. */
  default Tensor abs() {
    return Op.call("aten::abs", this);
  }

  /** −1, 0 or 1. */
  default Tensor sign() {
    return Op.call("aten::sign", this);
  }

  /** eˣ. */
  default Tensor exp() {
    return Op.call("aten::exp", this);
  }

  /** eˣ − 1, exact near 0. */
  default Tensor expm1() {
    return Op.call("aten::expm1", this);
  }

  /** The natural logarithm. */
  default Tensor log() {
    return Op.call("aten::log", this);
  }

  /** ln(1 + x), exact near 0. */
  default Tensor log1p() {
    return Op.call("aten::log1p", this);
  }

  /** The logarithm to base 2. */
  default Tensor log2() {
    return Op.call("aten::log2", this);
  }

  /** The logarithm to base 10. */
  default Tensor log10() {
    return Op.call("aten::log10", this);
  }

  /** √x. */
  default Tensor sqrt() {
    return Op.call("aten::sqrt", this);
  }

  /** 1 / √x. */
  default Tensor rsqrt() {
    return Op.call("aten::rsqrt", this);
  }

  /** x². */
  default Tensor square() {
    return Op.call("aten::square", this);
  }

  /** 1 / x. */
  default Tensor reciprocal() {
    return Op.call("aten::reciprocal", this);
  }

  /** The sine of radians. */
  default Tensor sin() {
    return Op.call("aten::sin", this);
  }

  /** The cosine. */
  default Tensor cos() {
    return Op.call("aten::cos", this);
  }

  /** The tangent. */
  default Tensor tan() {
    return Op.call("aten::tan", this);
  }

  /** The inverse of the sine. */
  default Tensor asin() {
    return Op.call("aten::asin", this);
  }

  /** The inverse of the cosine. */
  default Tensor acos() {
    return Op.call("aten::acos", this);
  }

  /** The inverse of the tangent. */
  default Tensor atan() {
    return Op.call("aten::atan", this);
  }

  /** The hyperbolic sine. */
  default Tensor sinh() {
    return Op.call("aten::sinh", this);
  }

  /** The hyperbolic cosine. */
  default Tensor cosh() {
    return Op.call("aten::cosh", this);
  }

  /** The hyperbolic tangent. */
  default Tensor tanh() {
    return Op.call("aten::tanh", this);
  }

  /** The error function. */
  default Tensor erf() {
    return Op.call("aten::erf", this);
  }

  /** The inverse of the error function. */
  default Tensor erfinv() {
    return Op.call("aten::erfinv", this);
  }

  /** The next whole number below. */
  default Tensor floor() {
    return Op.call("aten::floor", this);
  }

  /** The next whole number above. */
  default Tensor ceil() {
    return Op.call("aten::ceil", this);
  }

  /** The nearest whole number, halves to the even one. */
  default Tensor round() {
    return Op.call("aten::round", this);
  }

  /** The whole number towards zero. */
  default Tensor trunc() {
    return Op.call("aten::trunc", this);
  }

  /** What {@link #trunc} cuts off. */
  default Tensor frac() {
    return Op.call("aten::frac", this);
  }

  /** 1 / (1 + e⁻ˣ). */
  default Tensor sigmoid() {
    return Op.call("aten::sigmoid", this);
  }

  /** max(0, x). */
  default Tensor relu() {
    return Op.call("aten::relu", this);
  }

  /** x · Φ(x), Φ the normal distribution function (Hendrycks, Gimpel 2016). */
  default Tensor gelu() {
    return Op.call("aten::gelu", this, "none");
  }

  /** x · sigmoid(x). */
  default Tensor silu() {
    return Op.call("aten::silu", this);
  }

  /** ln(1 + eˣ). */
  default Tensor softplus() {
    return Op.call("aten::softplus", this, 1, 20);
  }

  /** x where it is positive, slope · x elsewhere. */
  default Tensor leakyRelu(double slope) {
    return Op.call("aten::leaky_relu", this, slope);
  }

  /** x where it is positive, alpha · (eˣ − 1) elsewhere (Clevert, Unterthiner, Hochreiter 2016). */
  default Tensor elu(double alpha) {
    return Op.call("aten::elu", this, alpha, 1, 1);
  }

  /** 1.0507 · elu(x) with alpha = 1.6733, which keeps mean 0 and variance 1 (Klambauer et al. 2017). */
  default Tensor selu() {
    return Op.call("aten::selu", this);
  }

  /** x · tanh(ln(1 + eˣ)) (Misra 2019). */
  default Tensor mish() {
    return Op.call("aten::mish", this);
  }

  /** ln(sigmoid(x)), without overflow. */
  default Tensor logSigmoid() {
    return Op.call("aten::log_sigmoid", this);
  }

  /** This number in place of NaN, the largest finite ones in place of the infinite. */
  default Tensor nanToNum(double nan) {
    return Op.call("aten::nan_to_num", this, nan, null, null);
  }
}
