package org.ockham.tensor.internal;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Operations on each element by itself: arithmetic, functions, comparisons. */
public final class Elementwise {

  private Elementwise() {}

  public static Handle add(Handle a, Handle b) {
    return Handle.of(a.tensor.add(b.tensor));
  }

  public static Handle sub(Handle a, Handle b) {
    return Handle.of(a.tensor.sub(b.tensor));
  }

  public static Handle mul(Handle a, Handle b) {
    return Handle.of(a.tensor.mul(b.tensor));
  }

  public static Handle div(Handle a, Handle b) {
    return Handle.of(a.tensor.div(b.tensor));
  }

  public static Handle pow(Handle a, Handle b) {
    return Handle.of(a.tensor.pow(b.tensor));
  }

  public static Handle maximum(Handle a, Handle b) {
    return Handle.of(a.tensor.maximum(b.tensor));
  }

  public static Handle minimum(Handle a, Handle b) {
    return Handle.of(a.tensor.minimum(b.tensor));
  }

  public static Handle fmod(Handle a, Handle b) {
    return Handle.of(a.tensor.fmod(b.tensor));
  }

  public static Handle remainder(Handle a, Handle b) {
    return Handle.of(a.tensor.remainder(b.tensor));
  }

  public static Handle atan2(Handle a, Handle b) {
    return Handle.of(a.tensor.atan2(b.tensor));
  }

  public static Handle eq(Handle a, Handle b) {
    return Handle.of(a.tensor.eq(b.tensor));
  }

  public static Handle ne(Handle a, Handle b) {
    return Handle.of(a.tensor.ne(b.tensor));
  }

  public static Handle lt(Handle a, Handle b) {
    return Handle.of(a.tensor.lt(b.tensor));
  }

  public static Handle le(Handle a, Handle b) {
    return Handle.of(a.tensor.le(b.tensor));
  }

  public static Handle gt(Handle a, Handle b) {
    return Handle.of(a.tensor.gt(b.tensor));
  }

  public static Handle ge(Handle a, Handle b) {
    return Handle.of(a.tensor.ge(b.tensor));
  }

  public static Handle logicalAnd(Handle a, Handle b) {
    return Handle.of(a.tensor.logical_and(b.tensor));
  }

  public static Handle logicalOr(Handle a, Handle b) {
    return Handle.of(a.tensor.logical_or(b.tensor));
  }

  public static Handle logicalXor(Handle a, Handle b) {
    return Handle.of(a.tensor.logical_xor(b.tensor));
  }

  public static Handle add(Handle a, Number b) {
    return Handle.of(a.tensor.add(Scalars.of(b)));
  }

  public static Handle sub(Handle a, Number b) {
    return Handle.of(a.tensor.sub(Scalars.of(b)));
  }

  public static Handle mul(Handle a, Number b) {
    return Handle.of(a.tensor.mul(Scalars.of(b)));
  }

  public static Handle div(Handle a, Number b) {
    return Handle.of(a.tensor.div(Scalars.of(b)));
  }

  public static Handle pow(Handle a, Number b) {
    return Handle.of(a.tensor.pow(Scalars.of(b)));
  }

  public static Handle fmod(Handle a, Number b) {
    return Handle.of(a.tensor.fmod(Scalars.of(b)));
  }

  public static Handle remainder(Handle a, Number b) {
    return Handle.of(a.tensor.remainder(Scalars.of(b)));
  }

  public static Handle eq(Handle a, Number b) {
    return Handle.of(a.tensor.eq(Scalars.of(b)));
  }

  public static Handle ne(Handle a, Number b) {
    return Handle.of(a.tensor.ne(Scalars.of(b)));
  }

  public static Handle lt(Handle a, Number b) {
    return Handle.of(a.tensor.lt(Scalars.of(b)));
  }

  public static Handle le(Handle a, Number b) {
    return Handle.of(a.tensor.le(Scalars.of(b)));
  }

  public static Handle gt(Handle a, Number b) {
    return Handle.of(a.tensor.gt(Scalars.of(b)));
  }

  public static Handle ge(Handle a, Number b) {
    return Handle.of(a.tensor.ge(Scalars.of(b)));
  }

  public static Handle exp(Handle a) {
    return Handle.of(a.tensor.exp());
  }

  public static Handle expm1(Handle a) {
    return Handle.of(a.tensor.expm1());
  }

  public static Handle log(Handle a) {
    return Handle.of(a.tensor.log());
  }

  public static Handle log1p(Handle a) {
    return Handle.of(a.tensor.log1p());
  }

  public static Handle log2(Handle a) {
    return Handle.of(a.tensor.log2());
  }

  public static Handle log10(Handle a) {
    return Handle.of(a.tensor.log10());
  }

  public static Handle sqrt(Handle a) {
    return Handle.of(a.tensor.sqrt());
  }

  public static Handle rsqrt(Handle a) {
    return Handle.of(a.tensor.rsqrt());
  }

  public static Handle abs(Handle a) {
    return Handle.of(a.tensor.abs());
  }

  public static Handle neg(Handle a) {
    return Handle.of(a.tensor.neg());
  }

  public static Handle sign(Handle a) {
    return Handle.of(a.tensor.sign());
  }

  public static Handle sin(Handle a) {
    return Handle.of(a.tensor.sin());
  }

  public static Handle cos(Handle a) {
    return Handle.of(a.tensor.cos());
  }

  public static Handle tan(Handle a) {
    return Handle.of(a.tensor.tan());
  }

  public static Handle asin(Handle a) {
    return Handle.of(a.tensor.asin());
  }

  public static Handle acos(Handle a) {
    return Handle.of(a.tensor.acos());
  }

  public static Handle atan(Handle a) {
    return Handle.of(a.tensor.atan());
  }

  public static Handle sinh(Handle a) {
    return Handle.of(a.tensor.sinh());
  }

  public static Handle cosh(Handle a) {
    return Handle.of(a.tensor.cosh());
  }

  public static Handle tanh(Handle a) {
    return Handle.of(a.tensor.tanh());
  }

  public static Handle sigmoid(Handle a) {
    return Handle.of(a.tensor.sigmoid());
  }

  public static Handle relu(Handle a) {
    return Handle.of(a.tensor.relu());
  }

  public static Handle erf(Handle a) {
    return Handle.of(a.tensor.erf());
  }

  public static Handle erfinv(Handle a) {
    return Handle.of(a.tensor.erfinv());
  }

  public static Handle floor(Handle a) {
    return Handle.of(a.tensor.floor());
  }

  public static Handle ceil(Handle a) {
    return Handle.of(a.tensor.ceil());
  }

  public static Handle round(Handle a) {
    return Handle.of(a.tensor.round());
  }

  public static Handle trunc(Handle a) {
    return Handle.of(a.tensor.trunc());
  }

  public static Handle frac(Handle a) {
    return Handle.of(a.tensor.frac());
  }

  public static Handle reciprocal(Handle a) {
    return Handle.of(a.tensor.reciprocal());
  }

  public static Handle square(Handle a) {
    return Handle.of(a.tensor.square());
  }

  public static Handle isnan(Handle a) {
    return Handle.of(a.tensor.isnan());
  }

  public static Handle isinf(Handle a) {
    return Handle.of(a.tensor.isinf());
  }

  public static Handle isfinite(Handle a) {
    return Handle.of(a.tensor.isfinite());
  }

  public static Handle logicalNot(Handle a) {
    return Handle.of(a.tensor.logical_not());
  }

  public static Handle gelu(Handle a) {
    return Handle.of(torch.gelu(a.tensor));
  }

  public static Handle silu(Handle a) {
    return Handle.of(torch.silu(a.tensor));
  }

  public static Handle softplus(Handle a) {
    return Handle.of(torch.softplus(a.tensor));
  }

  public static Handle selu(Handle a) {
    return Handle.of(torch.selu(a.tensor));
  }

  public static Handle mish(Handle a) {
    return Handle.of(torch.mish(a.tensor));
  }

  public static Handle logSigmoid(Handle a) {
    return Handle.of(torch.log_sigmoid(a.tensor));
  }

  public static Handle leakyRelu(Handle a, Number slope) {
    return Handle.of(torch.leaky_relu(a.tensor, Scalars.of(slope)));
  }

  public static Handle elu(Handle a, Number alpha) {
    return Handle.of(torch.elu(a.tensor, Scalars.of(alpha), Scalars.of(1), Scalars.of(1)));
  }

  public static Handle nanToNum(Handle a, double nan) {
    return Handle.of(
        a.tensor.nan_to_num(new DoubleOptional(nan), new DoubleOptional(), new DoubleOptional()));
  }

  public static Handle logaddexp(Handle a, Handle b) {
    return Handle.of(a.tensor.logaddexp(b.tensor));
  }

  public static Handle floorDivide(Handle a, Handle b) {
    return Handle.of(a.tensor.floor_divide(b.tensor));
  }

  public static Handle floorDivide(Handle a, Number b) {
    return Handle.of(a.tensor.floor_divide(Scalars.of(b)));
  }

  public static Handle rsub(Handle a, Number b) {
    return Handle.of(torch.rsub(a.tensor, Scalars.of(b)));
  }

  public static Handle addScaled(Handle a, Handle b, Number alpha) {
    return Handle.of(a.tensor.add(b.tensor, Scalars.of(alpha)));
  }

  public static Handle clamp(Handle a, @Nullable Number min, @Nullable Number max) {
    return Handle.of(a.tensor.clamp(Scalars.optional(min), Scalars.optional(max)));
  }

  public static Handle where(Handle condition, Handle yes, Handle no) {
    return Handle.of(torch.where(condition.tensor, yes.tensor, no.tensor));
  }

  public static Handle lerp(Handle a, Handle end, Number weight) {
    return Handle.of(a.tensor.lerp(end.tensor, Scalars.of(weight)));
  }

  public static Handle maskedFill(Handle a, Handle mask, Number value) {
    return Handle.of(a.tensor.masked_fill(mask.tensor, Scalars.of(value)));
  }

  public static void add_(Handle a, Handle b) {
    a.tensor.add_(b.tensor);
  }

  public static void sub_(Handle a, Handle b) {
    a.tensor.sub_(b.tensor);
  }

  public static void mul_(Handle a, Handle b) {
    a.tensor.mul_(b.tensor);
  }

  public static void div_(Handle a, Handle b) {
    a.tensor.div_(b.tensor);
  }

  public static void copy_(Handle a, Handle b) {
    a.tensor.copy_(b.tensor);
  }

  public static void add_(Handle a, Number b) {
    a.tensor.add_(Scalars.of(b));
  }

  public static void sub_(Handle a, Number b) {
    a.tensor.sub_(Scalars.of(b));
  }

  public static void mul_(Handle a, Number b) {
    a.tensor.mul_(Scalars.of(b));
  }

  public static void div_(Handle a, Number b) {
    a.tensor.div_(Scalars.of(b));
  }

  public static void fill_(Handle a, Number b) {
    a.tensor.fill_(Scalars.of(b));
  }

  public static void addScaled_(Handle a, Handle b, Number alpha) {
    a.tensor.add_(b.tensor, Scalars.of(alpha));
  }

  public static void lerp_(Handle a, Handle end, Number weight) {
    a.tensor.lerp_(end.tensor, Scalars.of(weight));
  }

  public static void addcmul_(Handle a, Handle b, Handle c, Number value) {
    a.tensor.addcmul_(b.tensor, c.tensor, Scalars.of(value));
  }

  public static void addcdiv_(Handle a, Handle b, Handle c, Number value) {
    a.tensor.addcdiv_(b.tensor, c.tensor, Scalars.of(value));
  }

  public static void clamp_(Handle a, @Nullable Number min, @Nullable Number max) {
    a.tensor.clamp_(Scalars.optional(min), Scalars.optional(max));
  }

  public static void pow_(Handle a, Number b) {
    a.tensor.pow_(Scalars.of(b));
  }

  public static void maskedFill_(Handle a, Handle mask, Number value) {
    a.tensor.masked_fill_(mask.tensor, Scalars.of(value));
  }

  public static void zero_(Handle a) {
    a.tensor.zero_();
  }

  public static boolean allclose(Handle a, Handle b, double relative, double absolute) {
    return a.tensor.allclose(b.tensor, relative, absolute, false);
  }

  public static boolean equal(Handle a, Handle b) {
    return a.tensor.equal(b.tensor);
  }
}
