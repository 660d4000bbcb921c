package org.ockham.tensor;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.internal.Creation;
import org.ockham.tensor.internal.Elementwise;
import org.ockham.tensor.internal.Handle;
import org.ockham.tensor.internal.LinearAlgebra;
import org.ockham.tensor.internal.Reductions;
import org.ockham.tensor.internal.Shapes;

/**
 * An array of numbers of any dimensions that the engine computes with and differentiates: PyTorch's tensor, its names in
 * Java case, its results.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
 * Tensor y = x.mul(2).sum(1);            // [12, 30]
 * }</pre>
 *
 * <p><b>Shapes.</b> Two operands of different shapes are broadcast as NumPy does. A negative dimension counts from the end:
 * −1 is the last one. <b>Numbers.</b> Where a method takes a {@link Number}, whole numbers leave an integer tensor an integer
 * one. <b>In place.</b> A name that ends in an underscore changes this tensor and returns it. <b>Views.</b> Methods that only
 * rearrange ({@link #view}, {@link #select}, {@link #transpose} …) share memory with their operand. <b>Life.</b> See
 * {@link Scope}. <b>Errors.</b> What the engine refuses comes as an {@link EngineException} of one sentence.
 *
 * <p>Equality is identity; compare elements with {@link #eq}, {@link #equal} and {@link #allclose}.
 */
public final class Tensor implements AutoCloseable {

  final Handle handle;

  Tensor(Handle handle) {
    this.handle = handle;
  }

  // ---------------------------------------------------------------- making

  /** A vector of these floats. */
  public static Tensor of(float... values) {
    return of(values, values.length);
  }

  /** A tensor of this shape with a copy of these floats, the last dimension running fastest. */
  public static Tensor of(float[] values, long... shape) {
    checkLength(values.length, shape);
    Tensor tensor = empty(DType.FLOAT32, shape);
    tensor.floatBuffer().put(values);
    return tensor;
  }

  /** The same in double precision. */
  public static Tensor ofDoubles(double[] values, long... shape) {
    checkLength(values.length, shape);
    Tensor tensor = empty(DType.FLOAT64, shape);
    tensor.byteBuffer().asDoubleBuffer().put(values);
    return tensor;
  }

  /** A vector of these whole numbers, for labels and indices. */
  public static Tensor ofLongs(long... values) {
    return ofLongs(values, values.length);
  }

  /** Whole numbers in this shape. */
  public static Tensor ofLongs(long[] values, long... shape) {
    checkLength(values.length, shape);
    Tensor tensor = empty(DType.INT64, shape);
    tensor.longBuffer().put(values);
    return tensor;
  }

  /** Unsigned bytes in this shape, as images are stored. */
  public static Tensor ofBytes(byte[] values, long... shape) {
    checkLength(values.length, shape);
    Tensor tensor = empty(DType.UINT8, shape);
    tensor.byteBuffer().put(values);
    return tensor;
  }

  /** Booleans in this shape. */
  public static Tensor ofBooleans(boolean[] values, long... shape) {
    checkLength(values.length, shape);
    Tensor tensor = empty(DType.BOOL, shape);
    ByteBuffer memory = tensor.byteBuffer();
    for (boolean value : values) {
      memory.put((byte) (value ? 1 : 0));
    }
    return tensor;
  }

  /** A tensor without dimensions. */
  public static Tensor scalar(double value) {
    return full(value);
  }

  /** Memory of this shape that holds anything: to be filled. */
  public static Tensor empty(DType type, long... shape) {
    return Op.call("empty", () -> Creation.empty(type.code, shape));
  }

  /** A shape without memory or values, FLOAT32: to know what something would be before it is made. */
  public static Tensor outline(long... shape) {
    return Op.call("outline", () -> Creation.outline(DType.FLOAT32.code, shape));
  }

  /** Zeros, FLOAT32. */
  public static Tensor zeros(long... shape) {
    return zeros(DType.FLOAT32, shape);
  }

  /** Zeros of this type. */
  public static Tensor zeros(DType type, long... shape) {
    return Op.call("zeros", () -> Creation.full(type.code, 0, shape));
  }

  /** Ones, FLOAT32. */
  public static Tensor ones(long... shape) {
    return full(1, shape);
  }

  /** Zeros in this tensor's shape, type and place. */
  public static Tensor zerosLike(Tensor other) {
    return Op.unary("zerosLike", Creation::zerosLike, other);
  }

  /** Ones in this tensor's shape, type and place. */
  public static Tensor onesLike(Tensor other) {
    return Op.unary("onesLike", Creation::onesLike, other);
  }

  /** The same number everywhere, FLOAT32. */
  public static Tensor full(Number value, long... shape) {
    return full(DType.FLOAT32, value, shape);
  }

  /** The same number everywhere. */
  public static Tensor full(DType type, Number value, long... shape) {
    return Op.call("full", () -> Creation.full(type.code, value, shape));
  }

  /** 0, 1, … end − 1, INT64. */
  public static Tensor arange(long end) {
    return arange(DType.INT64, 0, end, 1);
  }

  /** start, start + step, … below end. */
  public static Tensor arange(DType type, Number start, Number end, Number step) {
    return Op.call("arange", () -> Creation.arange(type.code, start, end, step));
  }

  /** Evenly spaced from start to end, both included, FLOAT32. */
  public static Tensor linspace(double start, double end, long steps) {
    return Op.call("linspace", () -> Creation.linspace(DType.FLOAT32.code, start, end, steps));
  }

  /** The identity matrix, FLOAT32. */
  public static Tensor eye(long n) {
    return Op.call("eye", () -> Creation.eye(DType.FLOAT32.code, n, n));
  }

  /** Uniform on [0, 1), FLOAT32. */
  public static Tensor rand(Generator generator, long... shape) {
    return empty(DType.FLOAT32, shape).uniform_(0, 1, generator);
  }

  /** Standard normal, FLOAT32. */
  public static Tensor randn(Generator generator, long... shape) {
    return empty(DType.FLOAT32, shape).normal_(0, 1, generator);
  }

  /** Whole numbers uniform on [from, to), INT64. */
  public static Tensor randint(Generator generator, long from, long to, long... shape) {
    Tensor tensor = empty(DType.INT64, shape);
    return tensor.change(
        "randint", () -> Creation.random_(tensor.handle, from, to, generator.generator));
  }

  /** A random order of 0 … n − 1, INT64. */
  public static Tensor randperm(Generator generator, long n) {
    return Op.call("randperm", () -> Creation.randperm(n, generator.generator));
  }

  /** These joined along an existing dimension. */
  public static Tensor cat(List<Tensor> parts, int dimension) {
    return Op.call(
        "cat", () -> Shapes.cat(Op.handles(parts), dimension), parts.toArray(Tensor[]::new));
  }

  /** These, of one shape, joined along a new dimension. */
  public static Tensor stack(List<Tensor> parts, int dimension) {
    return Op.call(
        "stack", () -> Shapes.stack(Op.handles(parts), dimension), parts.toArray(Tensor[]::new));
  }

  /** Where the condition holds the first, else the second. */
  public static Tensor where(Tensor condition, Tensor yes, Tensor no) {
    return Op.call(
        "where",
        () -> Elementwise.where(condition.handle, yes.handle, no.handle),
        condition,
        yes,
        no);
  }

  /** Sums of products in Einstein's notation: {@code einsum("ij,jk->ik", a, b)} is the matrix product. */
  public static Tensor einsum(String equation, Tensor... operands) {
    return Op.call(
        "einsum", () -> LinearAlgebra.einsum(equation, Op.handles(List.of(operands))), operands);
  }

  // ---------------------------------------------------------------- what it is

  /** The sizes of the dimensions; empty for a scalar. */
  public long[] shape() {
    return Op.value("shape", handle::shape, this);
  }

  /** The size of one dimension. */
  public long size(int dimension) {
    int dimensions = dim();
    if (dimension < -dimensions || dimension >= dimensions) {
      throw new EngineException("size: dimension " + dimension + " of a tensor of " + dimensions
          + ": use −" + dimensions + " … " + (dimensions - 1));
    }
    return handle.size(dimension);
  }

  /** The number of dimensions. */
  public int dim() {
    return Op.value("dim", handle::dimensions, this);
  }

  /** The number of elements. */
  public long numel() {
    return Op.value("numel", handle::elements, this);
  }

  /** The type of the elements. */
  public DType dtype() {
    return DType.of(Op.value("dtype", handle::type, this));
  }

  /** Where it lives. */
  public Device device() {
    return Op.value("device", handle::isCuda, this)
        ? Device.cuda(handle.deviceIndex())
        : Device.CPU;
  }

  /** Whether the elements lie in memory in the order of the shape. */
  public boolean isContiguous() {
    return Op.value("isContiguous", handle::isContiguous, this);
  }

  // ---------------------------------------------------------------- out to Java

  /** The only element, as a double. */
  public double item() {
    checkSingle();
    return Op.value("item", handle::itemDouble, this);
  }

  /** The only element, as a whole number. */
  public long itemLong() {
    checkSingle();
    return Op.value("itemLong", handle::itemLong, this);
  }

  /** A copy of the elements, converted to float where they are not. */
  public float[] toFloats() {
    try (Scope scope = Scope.open()) {
      Tensor source = onCpu(DType.FLOAT32);
      float[] values = new float[Math.toIntExact(source.numel())];
      source.floatBuffer().get(values);
      return values;
    }
  }

  /** A copy of the elements in double precision. */
  public double[] toDoubles() {
    try (Scope scope = Scope.open()) {
      Tensor source = onCpu(DType.FLOAT64);
      double[] values = new double[Math.toIntExact(source.numel())];
      source.byteBuffer().asDoubleBuffer().get(values);
      return values;
    }
  }

  /** A copy of the elements as whole numbers. */
  public long[] toLongs() {
    try (Scope scope = Scope.open()) {
      Tensor source = onCpu(DType.INT64);
      long[] values = new long[Math.toIntExact(source.numel())];
      source.longBuffer().get(values);
      return values;
    }
  }

  /** A copy of the elements as unsigned bytes. */
  public byte[] toBytes() {
    try (Scope scope = Scope.open()) {
      Tensor source = onCpu(DType.UINT8);
      byte[] values = new byte[Math.toIntExact(source.numel())];
      source.byteBuffer().get(values);
      return values;
    }
  }

  /**
   * The memory itself, not copied, of a contiguous FLOAT32 tensor on the CPU. Valid as long as the tensor lives, so keep the
   * tensor where you keep the buffer. This is also the way in without a copy: make the tensor {@link #empty} and write here.
   */
  public FloatBuffer floatBuffer() {
    return memory(DType.FLOAT32).asFloatBuffer();
  }

  /** The memory itself of a contiguous INT64 tensor on the CPU. */
  public LongBuffer longBuffer() {
    return memory(DType.INT64).asLongBuffer();
  }

  /** The memory itself, as bytes in native order, of a contiguous tensor of any type on the CPU. */
  public ByteBuffer byteBuffer() {
    return memory(dtype());
  }

  // ---------------------------------------------------------------- differentiation

  /** Whether operations on it are recorded, so that it can have a gradient. */
  public boolean requiresGrad() {
    return Op.value("requiresGrad", handle::requiresGrad, this);
  }

  /** Sets it on a leaf of floating type; returns this tensor. */
  public Tensor requiresGrad(boolean required) {
    return change("requiresGrad", () -> handle.requiresGrad(required));
  }

  /** Whether it was made by the user, not by a recorded operation: leaves collect gradients. */
  public boolean isLeaf() {
    return Op.value("isLeaf", handle::isLeaf, this);
  }

  /** Lets a tensor that is no leaf collect its gradient, too. */
  public Tensor retainGrad() {
    return change("retainGrad", handle::retainGradient);
  }

  /** Adds the gradient of this scalar to {@link #grad} of every leaf that requires one, and forgets what was recorded. */
  public void backward() {
    change("backward", () -> handle.backward(null, false, false));
  }

  /** The same for a tensor of any shape, given the gradient with respect to it: Σ gradient · ∂this/∂leaf. */
  public void backward(Tensor gradient) {
    backward(gradient, false, false);
  }

  /**
   * The same in full.
   *
   * @param gradient with respect to this tensor; null for a scalar's 1
   * @param retainGraph keeps what was recorded, to go backward once more
   * @param createGraph records the differentiation itself, so that the gradients can be differentiated
   */
  public void backward(@Nullable Tensor gradient, boolean retainGraph, boolean createGraph) {
    change(
        "backward",
        () -> handle.backward(gradient == null ? null : gradient.handle, retainGraph, createGraph));
  }

  /**
   * The gradients of this scalar with respect to these tensors, leaving every {@link #grad} alone; PyTorch's {@code
   * torch.autograd.grad}. Recorded, and so differentiable, if createGraph is set: for penalties on gradients.
   */
  public List<Tensor> gradients(List<Tensor> inputs, boolean createGraph) {
    return Op.list(
        "gradients", () -> Handle.gradients(handle, Op.handles(inputs), createGraph), this);
  }

  /** The gradient collected so far (shared memory), or null. */
  public @Nullable Tensor grad() {
    Handle gradient =
        Op.value("grad", () -> Optional.ofNullable(handle.gradient()), this).orElse(null);
    return gradient == null ? null : new Tensor(gradient);
  }

  /** Forgets the gradient: the next {@link #backward} starts from nothing. */
  public void clearGrad() {
    change("clearGrad", handle::clearGradient);
  }

  /** Replaces the gradient. */
  public void grad(Tensor gradient) {
    change("grad", () -> handle.gradient(gradient.handle), gradient);
  }

  /** The same memory, cut off from what was recorded. */
  public Tensor detach() {
    return Op.unary("detach", Shapes::detach, this);
  }

  // ---------------------------------------------------------------- type and place

  /** Converted to another type; itself if it has it. */
  public Tensor to(DType type) {
    return Op.call("to", () -> Shapes.to(handle, type.code), this);
  }

  /** On another device; itself if it is there. */
  public Tensor to(Device device) {
    return Op.call("to", () -> Shapes.to(handle, device.toString()), this);
  }

  // ---------------------------------------------------------------- arithmetic

  /** this + other. */
  public Tensor add(Tensor other) {
    return Op.binary("add", Elementwise::add, this, other);
  }

  /** this + number. */
  public Tensor add(Number number) {
    return Op.call("add", () -> Elementwise.add(handle, number), this);
  }

  /** this − other. */
  public Tensor sub(Tensor other) {
    return Op.binary("sub", Elementwise::sub, this, other);
  }

  /** this − number. */
  public Tensor sub(Number number) {
    return Op.call("sub", () -> Elementwise.sub(handle, number), this);
  }

  /** number − this. */
  public Tensor rsub(Number number) {
    return Op.call("rsub", () -> Elementwise.rsub(handle, number), this);
  }

  /** this · other, element by element. */
  public Tensor mul(Tensor other) {
    return Op.binary("mul", Elementwise::mul, this, other);
  }

  /** this · number, element by element. */
  public Tensor mul(Number number) {
    return Op.call("mul", () -> Elementwise.mul(handle, number), this);
  }

  /** this / other. */
  public Tensor div(Tensor other) {
    return Op.binary("div", Elementwise::div, this, other);
  }

  /** this / number. */
  public Tensor div(Number number) {
    return Op.call("div", () -> Elementwise.div(handle, number), this);
  }

  /** ⌊this / other⌋, towards minus infinity. */
  public Tensor floorDivide(Tensor other) {
    return Op.binary("floorDivide", Elementwise::floorDivide, this, other);
  }

  /** ⌊this / number⌋, towards minus infinity. */
  public Tensor floorDivide(Number number) {
    return Op.call("floorDivide", () -> Elementwise.floorDivide(handle, number), this);
  }

  /** this to the power of other. */
  public Tensor pow(Tensor other) {
    return Op.binary("pow", Elementwise::pow, this, other);
  }

  /** this to the power of number. */
  public Tensor pow(Number number) {
    return Op.call("pow", () -> Elementwise.pow(handle, number), this);
  }

  /** The remainder of this / other with the sign of this. */
  public Tensor fmod(Tensor other) {
    return Op.binary("fmod", Elementwise::fmod, this, other);
  }

  /** The remainder of this / number with the sign of this. */
  public Tensor fmod(Number number) {
    return Op.call("fmod", () -> Elementwise.fmod(handle, number), this);
  }

  /** The remainder of this / other with the sign of other. */
  public Tensor remainder(Tensor other) {
    return Op.binary("remainder", Elementwise::remainder, this, other);
  }

  /** The remainder of this / number with the sign of number. */
  public Tensor remainder(Number number) {
    return Op.call("remainder", () -> Elementwise.remainder(handle, number), this);
  }

  /** The larger of each two. */
  public Tensor maximum(Tensor other) {
    return Op.binary("maximum", Elementwise::maximum, this, other);
  }

  /** The smaller of each two. */
  public Tensor minimum(Tensor other) {
    return Op.binary("minimum", Elementwise::minimum, this, other);
  }

  /** The angle of the point (other, this), in radians. */
  public Tensor atan2(Tensor other) {
    return Op.binary("atan2", Elementwise::atan2, this, other);
  }

  /** ln(e^this + e^other), without overflow. */
  public Tensor logaddexp(Tensor other) {
    return Op.binary("logaddexp", Elementwise::logaddexp, this, other);
  }

  /** this + number · other. */
  public Tensor add(Tensor other, Number number) {
    return Op.call("add", () -> Elementwise.addScaled(handle, other.handle, number), this, other);
  }

  /** this + weight · (end − this). */
  public Tensor lerp(Tensor end, double weight) {
    return Op.call("lerp", () -> Elementwise.lerp(handle, end.handle, weight), this, end);
  }

  /** Bounded below and above; null for no bound. */
  public Tensor clamp(@Nullable Number min, @Nullable Number max) {
    return Op.call("clamp", () -> Elementwise.clamp(handle, min, max), this);
  }

  // ---------------------------------------------------------------- functions of each element

  /** −x. */
  public Tensor neg() {
    return Op.unary("neg", Elementwise::neg, this);
  }

  /** |x|. */
  public Tensor abs() {
    return Op.unary("abs", Elementwise::abs, this);
  }

  /** −1, 0 or 1. */
  public Tensor sign() {
    return Op.unary("sign", Elementwise::sign, this);
  }

  /** eˣ. */
  public Tensor exp() {
    return Op.unary("exp", Elementwise::exp, this);
  }

  /** eˣ − 1, exact near 0. */
  public Tensor expm1() {
    return Op.unary("expm1", Elementwise::expm1, this);
  }

  /** The natural logarithm. */
  public Tensor log() {
    return Op.unary("log", Elementwise::log, this);
  }

  /** ln(1 + x), exact near 0. */
  public Tensor log1p() {
    return Op.unary("log1p", Elementwise::log1p, this);
  }

  /** The logarithm to base 2. */
  public Tensor log2() {
    return Op.unary("log2", Elementwise::log2, this);
  }

  /** The logarithm to base 10. */
  public Tensor log10() {
    return Op.unary("log10", Elementwise::log10, this);
  }

  /** √x. */
  public Tensor sqrt() {
    return Op.unary("sqrt", Elementwise::sqrt, this);
  }

  /** 1 / √x. */
  public Tensor rsqrt() {
    return Op.unary("rsqrt", Elementwise::rsqrt, this);
  }

  /** x². */
  public Tensor square() {
    return Op.unary("square", Elementwise::square, this);
  }

  /** 1 / x. */
  public Tensor reciprocal() {
    return Op.unary("reciprocal", Elementwise::reciprocal, this);
  }

  /** The sine of radians. */
  public Tensor sin() {
    return Op.unary("sin", Elementwise::sin, this);
  }

  /** The cosine. */
  public Tensor cos() {
    return Op.unary("cos", Elementwise::cos, this);
  }

  /** The tangent. */
  public Tensor tan() {
    return Op.unary("tan", Elementwise::tan, this);
  }

  /** The inverse of the sine. */
  public Tensor asin() {
    return Op.unary("asin", Elementwise::asin, this);
  }

  /** The inverse of the cosine. */
  public Tensor acos() {
    return Op.unary("acos", Elementwise::acos, this);
  }

  /** The inverse of the tangent. */
  public Tensor atan() {
    return Op.unary("atan", Elementwise::atan, this);
  }

  /** The hyperbolic sine. */
  public Tensor sinh() {
    return Op.unary("sinh", Elementwise::sinh, this);
  }

  /** The hyperbolic cosine. */
  public Tensor cosh() {
    return Op.unary("cosh", Elementwise::cosh, this);
  }

  /** The hyperbolic tangent. */
  public Tensor tanh() {
    return Op.unary("tanh", Elementwise::tanh, this);
  }

  /** The error function. */
  public Tensor erf() {
    return Op.unary("erf", Elementwise::erf, this);
  }

  /** The inverse of the error function. */
  public Tensor erfinv() {
    return Op.unary("erfinv", Elementwise::erfinv, this);
  }

  /** The next whole number below. */
  public Tensor floor() {
    return Op.unary("floor", Elementwise::floor, this);
  }

  /** The next whole number above. */
  public Tensor ceil() {
    return Op.unary("ceil", Elementwise::ceil, this);
  }

  /** The nearest whole number, halves to the even one. */
  public Tensor round() {
    return Op.unary("round", Elementwise::round, this);
  }

  /** The whole number towards zero. */
  public Tensor trunc() {
    return Op.unary("trunc", Elementwise::trunc, this);
  }

  /** What {@link #trunc} cuts off. */
  public Tensor frac() {
    return Op.unary("frac", Elementwise::frac, this);
  }

  /** 1 / (1 + e⁻ˣ). */
  public Tensor sigmoid() {
    return Op.unary("sigmoid", Elementwise::sigmoid, this);
  }

  /** max(0, x). */
  public Tensor relu() {
    return Op.unary("relu", Elementwise::relu, this);
  }

  /** x · Φ(x), Φ the normal distribution function (Hendrycks, Gimpel 2016). */
  public Tensor gelu() {
    return Op.unary("gelu", Elementwise::gelu, this);
  }

  /** x · sigmoid(x). */
  public Tensor silu() {
    return Op.unary("silu", Elementwise::silu, this);
  }

  /** ln(1 + eˣ). */
  public Tensor softplus() {
    return Op.unary("softplus", Elementwise::softplus, this);
  }

  /** x where it is positive, slope · x elsewhere. */
  public Tensor leakyRelu(double slope) {
    return Op.call("leakyRelu", () -> Elementwise.leakyRelu(handle, slope), this);
  }

  /** x where it is positive, alpha · (eˣ − 1) elsewhere (Clevert, Unterthiner, Hochreiter 2016). */
  public Tensor elu(double alpha) {
    return Op.call("elu", () -> Elementwise.elu(handle, alpha), this);
  }

  /** 1.0507 · elu(x) with alpha = 1.6733, which keeps mean 0 and variance 1 (Klambauer et al. 2017). */
  public Tensor selu() {
    return Op.unary("selu", Elementwise::selu, this);
  }

  /** x · tanh(ln(1 + eˣ)) (Misra 2019). */
  public Tensor mish() {
    return Op.unary("mish", Elementwise::mish, this);
  }

  /** ln(sigmoid(x)), without overflow. */
  public Tensor logSigmoid() {
    return Op.unary("logSigmoid", Elementwise::logSigmoid, this);
  }

  /** This number in place of NaN, the largest finite ones in place of the infinite. */
  public Tensor nanToNum(double nan) {
    return Op.call("nanToNum", () -> Elementwise.nanToNum(handle, nan), this);
  }

  // ---------------------------------------------------------------- comparison

  /** Where this = other: BOOL. */
  public Tensor eq(Tensor other) {
    return Op.binary("eq", Elementwise::eq, this, other);
  }

  /** Where this = number: BOOL. */
  public Tensor eq(Number number) {
    return Op.call("eq", () -> Elementwise.eq(handle, number), this);
  }

  /** Where this ≠ other: BOOL. */
  public Tensor ne(Tensor other) {
    return Op.binary("ne", Elementwise::ne, this, other);
  }

  /** Where this ≠ number: BOOL. */
  public Tensor ne(Number number) {
    return Op.call("ne", () -> Elementwise.ne(handle, number), this);
  }

  /** Where this &lt; other: BOOL. */
  public Tensor lt(Tensor other) {
    return Op.binary("lt", Elementwise::lt, this, other);
  }

  /** Where this &lt; number: BOOL. */
  public Tensor lt(Number number) {
    return Op.call("lt", () -> Elementwise.lt(handle, number), this);
  }

  /** Where this ≤ other: BOOL. */
  public Tensor le(Tensor other) {
    return Op.binary("le", Elementwise::le, this, other);
  }

  /** Where this ≤ number: BOOL. */
  public Tensor le(Number number) {
    return Op.call("le", () -> Elementwise.le(handle, number), this);
  }

  /** Where this &gt; other: BOOL. */
  public Tensor gt(Tensor other) {
    return Op.binary("gt", Elementwise::gt, this, other);
  }

  /** Where this &gt; number: BOOL. */
  public Tensor gt(Number number) {
    return Op.call("gt", () -> Elementwise.gt(handle, number), this);
  }

  /** Where this ≥ other: BOOL. */
  public Tensor ge(Tensor other) {
    return Op.binary("ge", Elementwise::ge, this, other);
  }

  /** Where this ≥ number: BOOL. */
  public Tensor ge(Number number) {
    return Op.call("ge", () -> Elementwise.ge(handle, number), this);
  }

  /** Both read as booleans: and. */
  public Tensor logicalAnd(Tensor other) {
    return Op.binary("logicalAnd", Elementwise::logicalAnd, this, other);
  }

  /** Both read as booleans: or. */
  public Tensor logicalOr(Tensor other) {
    return Op.binary("logicalOr", Elementwise::logicalOr, this, other);
  }

  /** Both read as booleans: exclusive or. */
  public Tensor logicalXor(Tensor other) {
    return Op.binary("logicalXor", Elementwise::logicalXor, this, other);
  }

  /** The opposite of this read as booleans. */
  public Tensor logicalNot() {
    return Op.unary("logicalNot", Elementwise::logicalNot, this);
  }

  /** Where it is not a number: BOOL. */
  public Tensor isnan() {
    return Op.unary("isnan", Elementwise::isnan, this);
  }

  /** Where it is infinite: BOOL. */
  public Tensor isinf() {
    return Op.unary("isinf", Elementwise::isinf, this);
  }

  /** Where it is a finite number: BOOL. */
  public Tensor isfinite() {
    return Op.unary("isfinite", Elementwise::isfinite, this);
  }

  /** Whether shape, type and every element are the same. */
  public boolean equal(Tensor other) {
    return dtype() == other.dtype()
        && Op.value("equal", () -> Elementwise.equal(handle, other.handle), this, other);
  }

  /** Whether |this − other| ≤ absolute + relative · |other| everywhere; not a number is close to nothing. */
  public boolean allclose(Tensor other, double relative, double absolute) {
    return Op.value(
        "allclose",
        () -> Elementwise.allclose(handle, other.handle, relative, absolute),
        this,
        other);
  }

  /** {@link #allclose(Tensor, double, double)} with 1e-5 and 1e-8, as PyTorch. */
  public boolean allclose(Tensor other) {
    return allclose(other, 1e-5, 1e-8);
  }

  // ---------------------------------------------------------------- reductions

  /** The sum of all elements. */
  public Tensor sum() {
    return Op.unary("sum", Reductions::sum, this);
  }

  /** The sum over these dimensions, which vanish. */
  public Tensor sum(int... dimensions) {
    return Op.call("sum", () -> Reductions.sum(handle, Op.longs(dimensions), false), this);
  }

  /** The sum over one dimension, which stays with size 1 if kept. */
  public Tensor sum(int dimension, boolean keep) {
    return Op.call("sum", () -> Reductions.sum(handle, new long[] {dimension}, keep), this);
  }

  /** The mean of all elements. */
  public Tensor mean() {
    return Op.unary("mean", Reductions::mean, this);
  }

  /** The mean over these dimensions, which vanish. */
  public Tensor mean(int... dimensions) {
    return Op.call("mean", () -> Reductions.mean(handle, Op.longs(dimensions), false), this);
  }

  /** The mean over one dimension, which stays with size 1 if kept. */
  public Tensor mean(int dimension, boolean keep) {
    return Op.call("mean", () -> Reductions.mean(handle, new long[] {dimension}, keep), this);
  }

  /** The product of all elements. */
  public Tensor prod() {
    return Op.unary("prod", Reductions::prod, this);
  }

  /** The product over one dimension, which stays with size 1 if kept. */
  public Tensor prod(int dimension, boolean keep) {
    return Op.call("prod", () -> Reductions.prod(handle, dimension, keep), this);
  }

  /** The largest element. */
  public Tensor max() {
    return Op.unary("max", Reductions::max, this);
  }

  /** The largest along a dimension, and where they are. */
  public Ranked max(int dimension) {
    return Op.ranked("max", () -> Reductions.max(handle, dimension, false), this);
  }

  /** The smallest element. */
  public Tensor min() {
    return Op.unary("min", Reductions::min, this);
  }

  /** The smallest along a dimension, and where they are. */
  public Ranked min(int dimension) {
    return Op.ranked("min", () -> Reductions.min(handle, dimension, false), this);
  }

  /** The lower median of all elements. */
  public Tensor median() {
    return Op.unary("median", Reductions::median, this);
  }

  /** The lower median along a dimension, and where it is. */
  public Ranked median(int dimension) {
    return Op.ranked("median", () -> Reductions.median(handle, dimension, false), this);
  }

  /** The q-quantile of all elements, between two of them interpolated linearly. */
  public Tensor quantile(double q) {
    return Op.call("quantile", () -> Reductions.quantile(handle, q), this);
  }

  /** The q-quantile along a dimension. */
  public Tensor quantile(double q, int dimension) {
    return Op.call("quantile", () -> Reductions.quantile(handle, q, dimension, false), this);
  }

  /** The largest along a dimension; equal ones share the gradient. */
  public Tensor amax(int dimension) {
    return amax(dimension, false);
  }

  /** The largest along a dimension, which stays with size 1 if kept. */
  public Tensor amax(int dimension, boolean keep) {
    return Op.call("amax", () -> Reductions.amax(handle, new long[] {dimension}, keep), this);
  }

  /** The smallest along a dimension; equal ones share the gradient. */
  public Tensor amin(int dimension) {
    return amin(dimension, false);
  }

  /** The smallest along a dimension, which stays with size 1 if kept. */
  public Tensor amin(int dimension, boolean keep) {
    return Op.call("amin", () -> Reductions.amin(handle, new long[] {dimension}, keep), this);
  }

  /** The index of the largest of all elements, counted as if flat. */
  public Tensor argmax() {
    return Op.unary("argmax", Reductions::argmax, this);
  }

  /** The index of the largest along a dimension. */
  public Tensor argmax(int dimension) {
    return argmax(dimension, false);
  }

  /** The index of the largest along a dimension, which stays with size 1 if kept. */
  public Tensor argmax(int dimension, boolean keep) {
    return Op.call("argmax", () -> Reductions.argmax(handle, dimension, keep), this);
  }

  /** The index of the smallest of all elements, counted as if flat. */
  public Tensor argmin() {
    return Op.unary("argmin", Reductions::argmin, this);
  }

  /** The index of the smallest along a dimension. */
  public Tensor argmin(int dimension) {
    return argmin(dimension, false);
  }

  /** The index of the smallest along a dimension, which stays with size 1 if kept. */
  public Tensor argmin(int dimension, boolean keep) {
    return Op.call("argmin", () -> Reductions.argmin(handle, dimension, keep), this);
  }

  /** The sample variance (divided by n − 1) of all elements. */
  public Tensor var() {
    return Op.call("var", () -> Reductions.var(handle, new long[0], 1, false), this);
  }

  /** The variance over these dimensions, divided by n − correction. */
  public Tensor var(int correction, boolean keep, int... dimensions) {
    return Op.call(
        "var", () -> Reductions.var(handle, Op.longs(dimensions), correction, keep), this);
  }

  /** The sample standard deviation (divided by n − 1) of all elements. */
  public Tensor std() {
    return Op.call("std", () -> Reductions.std(handle, new long[0], 1, false), this);
  }

  /** The standard deviation over these dimensions, divided by n − correction. */
  public Tensor std(int correction, boolean keep, int... dimensions) {
    return Op.call(
        "std", () -> Reductions.std(handle, Op.longs(dimensions), correction, keep), this);
  }

  /** Whether all are true. */
  public Tensor all() {
    return Op.unary("all", Reductions::all, this);
  }

  /** Whether all are true along a dimension. */
  public Tensor all(int dimension) {
    return Op.call("all", () -> Reductions.all(handle, dimension, false), this);
  }

  /** Whether one is true. */
  public Tensor any() {
    return Op.unary("any", Reductions::any, this);
  }

  /** Whether one is true along a dimension. */
  public Tensor any(int dimension) {
    return Op.call("any", () -> Reductions.any(handle, dimension, false), this);
  }

  /** The p-norm (Σ|x|ᵖ)^(1/p) of all elements. */
  public Tensor norm(double p) {
    return Op.call("norm", () -> Reductions.norm(handle, p), this);
  }

  /** The p-norm along a dimension. */
  public Tensor norm(double p, int dimension, boolean keep) {
    return Op.call("norm", () -> Reductions.norm(handle, p, new long[] {dimension}, keep), this);
  }

  /** The Euclidean norm of all elements. */
  public Tensor norm() {
    return norm(2.0);
  }

  /** ln Σ eˣ along a dimension, without overflow. */
  public Tensor logsumexp(int dimension) {
    return logsumexp(dimension, false);
  }

  /** ln Σ eˣ along a dimension, which stays with size 1 if kept. */
  public Tensor logsumexp(int dimension, boolean keep) {
    return Op.call(
        "logsumexp", () -> Reductions.logsumexp(handle, new long[] {dimension}, keep), this);
  }

  /** eˣ / Σ eˣ along a dimension. */
  public Tensor softmax(int dimension) {
    return Op.call("softmax", () -> Reductions.softmax(handle, dimension), this);
  }

  /** ln(softmax) along a dimension, without overflow. */
  public Tensor logSoftmax(int dimension) {
    return Op.call("logSoftmax", () -> Reductions.logSoftmax(handle, dimension), this);
  }

  /** How many elements are not zero. */
  public Tensor countNonzero() {
    return Op.unary("countNonzero", Reductions::countNonzero, this);
  }

  /** The different elements, in rising order. */
  public Tensor unique() {
    return Op.unary("unique", Reductions::unique, this);
  }

  /** Running products along a dimension. */
  public Tensor cumprod(int dimension) {
    return Op.call("cumprod", () -> Reductions.cumprod(handle, dimension), this);
  }

  /** Running sums along a dimension. */
  public Tensor cumsum(int dimension) {
    return Op.call("cumsum", () -> Reductions.cumsum(handle, dimension), this);
  }

  /** How often each of 0, 1, 2 … occurs in a vector of whole numbers. */
  public Tensor bincount(long minimumLength) {
    return Op.call("bincount", () -> Reductions.bincount(handle, minimumLength), this);
  }

  /** How many elements fall into each of equal bins from min to max. */
  public Tensor histc(long bins, double min, double max) {
    return Op.call("histc", () -> Reductions.histc(handle, bins, min, max), this);
  }

  /** The k largest along a dimension, in falling order, and their indices. */
  public Ranked topk(long k, int dimension) {
    return Op.ranked("topk", () -> Reductions.topk(handle, k, dimension, true), this);
  }

  /** Sorted along a dimension, and where each element was. */
  public Ranked sort(int dimension, boolean descending) {
    return Op.ranked("sort", () -> Reductions.sort(handle, dimension, descending), this);
  }

  /** Where each element of the sorted tensor was. */
  public Tensor argsort(int dimension, boolean descending) {
    return sort(dimension, descending).indices();
  }

  // ---------------------------------------------------------------- shape

  /** The same elements in another shape; one size may be −1. */
  public Tensor reshape(long... shape) {
    return Op.call("reshape", () -> Shapes.reshape(handle, shape), this);
  }

  /** As {@link #reshape}, but never a copy. */
  public Tensor view(long... shape) {
    return Op.call("view", () -> Shapes.view(handle, shape), this);
  }

  /** The dimensions in another order. */
  public Tensor permute(long... dimensions) {
    return Op.call("permute", () -> Shapes.permute(handle, dimensions), this);
  }

  /** Repeated along dimensions of size 1 without a copy; −1 leaves a size. */
  public Tensor expand(long... shape) {
    return Op.call("expand", () -> Shapes.expand(handle, shape), this);
  }

  /** Copied this many times along each dimension. */
  public Tensor repeat(long... times) {
    return Op.call("repeat", () -> Shapes.repeat(handle, times), this);
  }

  /** Every slice along a dimension this many times, one after another. */
  public Tensor repeatInterleave(long times, int dimension) {
    return Op.call(
        "repeatInterleave", () -> Shapes.repeatInterleave(handle, times, dimension), this);
  }

  /** Reversed along these dimensions. */
  public Tensor flip(long... dimensions) {
    return Op.call("flip", () -> Shapes.flip(handle, dimensions), this);
  }

  /** All dimensions from start on as one. */
  public Tensor flatten(int start) {
    return Op.call("flatten", () -> Shapes.flatten(handle, start, -1), this);
  }

  /** The dimensions from start to end, both included, as one. */
  public Tensor flatten(int start, int end) {
    return Op.call("flatten", () -> Shapes.flatten(handle, start, end), this);
  }

  /** As a vector. */
  public Tensor flatten() {
    return flatten(0);
  }

  /** One dimension as several. */
  public Tensor unflatten(int dimension, long... sizes) {
    return Op.call("unflatten", () -> Shapes.unflatten(handle, dimension, sizes), this);
  }

  /** Two dimensions exchanged. */
  public Tensor transpose(int first, int second) {
    return Op.call("transpose", () -> Shapes.transpose(handle, first, second), this);
  }

  /** One dimension moved to another place, the others in their order. */
  public Tensor movedim(int source, int destination) {
    return Op.call("movedim", () -> Shapes.movedim(handle, source, destination), this);
  }

  /** A matrix transposed. */
  public Tensor t() {
    return Op.unary("t", Shapes::t, this);
  }

  /** Without dimensions of size 1. */
  public Tensor squeeze() {
    return Op.unary("squeeze", Shapes::squeeze, this);
  }

  /** Without this dimension if its size is 1. */
  public Tensor squeeze(int dimension) {
    return Op.call("squeeze", () -> Shapes.squeeze(handle, dimension), this);
  }

  /** With a dimension of size 1 put in here. */
  public Tensor unsqueeze(int dimension) {
    return Op.call("unsqueeze", () -> Shapes.unsqueeze(handle, dimension), this);
  }

  /** Itself if the elements lie in order, else a copy that does. */
  public Tensor contiguous() {
    return Op.unary("contiguous", Shapes::contiguous, this);
  }

  /** A copy; gradients flow through it. */
  public Tensor copy() {
    return Op.unary("clone", Shapes::clone, this);
  }

  // ---------------------------------------------------------------- indexing and joining

  /** What these indices take, one a dimension: a view, or a copy where one of them is a tensor. */
  public Tensor index(Index... indices) {
    return Op.call("index" + Arrays.toString(indices), () -> Index.list(indices).get(handle), this);
  }

  /** Writes a value, broadcast, where these indices point. */
  public Tensor indexPut_(Tensor value, Index... indices) {
    return change(
        "indexPut_" + Arrays.toString(indices),
        () -> Index.list(indices).put(handle, value.handle),
        value);
  }

  /** Writes a number wherever these indices point. */
  public Tensor indexPut_(Number value, Index... indices) {
    return change(
        "indexPut_" + Arrays.toString(indices), () -> Index.list(indices).put(handle, value));
  }

  /** One index of a dimension, which vanishes. */
  public Tensor select(int dimension, long index) {
    return Op.call("select", () -> Shapes.select(handle, dimension, index), this);
  }

  /** One index of the first dimension. */
  public Tensor get(long index) {
    return select(0, index);
  }

  /** This many from start on. */
  public Tensor narrow(int dimension, long start, long length) {
    return Op.call("narrow", () -> Shapes.narrow(handle, dimension, start, length), this);
  }

  /** Every step-th from start up to but not including end. */
  public Tensor slice(int dimension, long start, long end, long step) {
    return Op.call("slice", () -> Shapes.slice(handle, dimension, start, end, step), this);
  }

  /** The rows (of this dimension) with these indices, in their order. */
  public Tensor indexSelect(int dimension, Tensor index) {
    return Op.call(
        "indexSelect", () -> Shapes.indexSelect(handle, dimension, index.handle), this, index);
  }

  /** For every element of the index the element of this tensor it names along the dimension. */
  public Tensor gather(int dimension, Tensor index) {
    return Op.call("gather", () -> Shapes.gather(handle, dimension, index.handle), this, index);
  }

  /** A copy with the source written where the index says along the dimension. */
  public Tensor scatter(int dimension, Tensor index, Tensor source) {
    return Op.call(
        "scatter",
        () -> Shapes.scatter(handle, dimension, index.handle, source.handle),
        this,
        index,
        source);
  }

  /** A copy with this number written where the index says. */
  public Tensor scatter(int dimension, Tensor index, Number value) {
    return Op.call(
        "scatter", () -> Shapes.scatter(handle, dimension, index.handle, value), this, index);
  }

  /** A copy with the source added where the index says. */
  public Tensor scatterAdd(int dimension, Tensor index, Tensor source) {
    return Op.call(
        "scatterAdd",
        () -> Shapes.scatterAdd(handle, dimension, index.handle, source.handle),
        this,
        index,
        source);
  }

  /** A copy with the source's slices added to those that the index names. */
  public Tensor indexAdd(int dimension, Tensor index, Tensor source) {
    return Op.call(
        "indexAdd",
        () -> Shapes.indexAdd(handle, dimension, index.handle, source.handle),
        this,
        index,
        source);
  }

  /** The elements where the mask is true, as a vector. */
  public Tensor maskedSelect(Tensor mask) {
    return Op.binary("maskedSelect", Shapes::maskedSelect, this, mask);
  }

  /** A copy with this number where the mask is true. */
  public Tensor maskedFill(Tensor mask, Number number) {
    return Op.call(
        "maskedFill", () -> Elementwise.maskedFill(handle, mask.handle, number), this, mask);
  }

  /** The indices of what is not zero, a row each. */
  public Tensor nonzero() {
    return Op.unary("nonzero", Shapes::nonzero, this);
  }

  /** Moved along a dimension, what falls out coming back in. */
  public Tensor roll(long shift, int dimension) {
    return Op.call("roll", () -> Shapes.roll(handle, shift, dimension), this);
  }

  /** Zero above this diagonal. */
  public Tensor tril(long diagonal) {
    return Op.call("tril", () -> Shapes.tril(handle, diagonal), this);
  }

  /** Zero below this diagonal. */
  public Tensor triu(long diagonal) {
    return Op.call("triu", () -> Shapes.triu(handle, diagonal), this);
  }

  /** The diagonal of a matrix; the diagonal matrix of a vector. */
  public Tensor diag() {
    return Op.call("diag", () -> Shapes.diag(handle, 0), this);
  }

  /** The diagonal of the last two dimensions, as the last one. */
  public Tensor diagonal() {
    return Op.call("diagonal", () -> Shapes.diagonal(handle, 0, -2, -1), this);
  }

  /** Windows of this size, a step apart, along a dimension; the new last dimension runs through a window. */
  public Tensor unfold(int dimension, long size, long step) {
    return Op.call("unfold", () -> Shapes.unfold(handle, dimension, size, step), this);
  }

  /** Labels as vectors of one 1 among zeros. */
  public Tensor oneHot(long classes) {
    return Op.call("oneHot", () -> Shapes.oneHot(handle, classes), this);
  }

  /** Parts of this size along a dimension, the last perhaps smaller. */
  public List<Tensor> split(long size, int dimension) {
    return Op.list("split", () -> Shapes.split(handle, size, dimension), this);
  }

  /** Parts of these sizes along a dimension. */
  public List<Tensor> split(long[] sizes, int dimension) {
    return Op.list("split", () -> Shapes.split(handle, sizes, dimension), this);
  }

  /** At most this many parts of equal size. */
  public List<Tensor> chunk(long chunks, int dimension) {
    return Op.list("chunk", () -> Shapes.chunk(handle, chunks, dimension), this);
  }

  /** The slices along a dimension. */
  public List<Tensor> unbind(int dimension) {
    return Op.list("unbind", () -> Shapes.unbind(handle, dimension), this);
  }

  // ---------------------------------------------------------------- linear algebra

  /** The matrix product; batches of matrices are broadcast. */
  public Tensor matmul(Tensor other) {
    return Op.binary("matmul", LinearAlgebra::matmul, this, other);
  }

  /** The inner product of two vectors. */
  public Tensor dot(Tensor other) {
    return Op.binary("dot", LinearAlgebra::dot, this, other);
  }

  /** The outer product of two vectors. */
  public Tensor outer(Tensor other) {
    return Op.binary("outer", LinearAlgebra::outer, this, other);
  }

  /** The sum of the diagonal. */
  public Tensor trace() {
    return Op.unary("trace", LinearAlgebra::trace, this);
  }

  /** The inverse matrix. */
  public Tensor inverse() {
    return Op.unary("inverse", LinearAlgebra::inverse, this);
  }

  /** The Moore–Penrose pseudoinverse. */
  public Tensor pinv() {
    return Op.unary("pinv", LinearAlgebra::pinv, this);
  }

  /** The determinant. */
  public Tensor det() {
    return Op.unary("det", LinearAlgebra::det, this);
  }

  /** The x with this · x = right-hand side. */
  public Tensor solve(Tensor rightHandSide) {
    return Op.binary("solve", LinearAlgebra::solve, this, rightHandSide);
  }

  /** The lower triangular L with this = L · Lᵀ. */
  public Tensor cholesky() {
    return Op.unary("cholesky", LinearAlgebra::cholesky, this);
  }

  /** Q orthonormal and R upper triangular with this = Q · R. */
  public List<Tensor> qr() {
    return Op.list("qr", () -> List.of(LinearAlgebra.qr(handle)), this);
  }

  /** The eigenvalues of a symmetric matrix in rising order, and the eigenvectors as columns. */
  public List<Tensor> eigh() {
    return Op.list("eigh", () -> List.of(LinearAlgebra.eigh(handle)), this);
  }

  /** U, the singular values S in falling order, and Vᵀ with this = U · diag(S) · Vᵀ. */
  public List<Tensor> svd() {
    return Op.list("svd", () -> List.of(LinearAlgebra.svd(handle)), this);
  }

  // ---------------------------------------------------------------- in place

  /** this + other. */
  public Tensor add_(Tensor other) {
    return change("add_", () -> Elementwise.add_(handle, other.handle), other);
  }

  /** this + number. */
  public Tensor add_(Number number) {
    return change("add_", () -> Elementwise.add_(handle, number));
  }

  /** this − other. */
  public Tensor sub_(Tensor other) {
    return change("sub_", () -> Elementwise.sub_(handle, other.handle), other);
  }

  /** this − number. */
  public Tensor sub_(Number number) {
    return change("sub_", () -> Elementwise.sub_(handle, number));
  }

  /** this · other. */
  public Tensor mul_(Tensor other) {
    return change("mul_", () -> Elementwise.mul_(handle, other.handle), other);
  }

  /** this · number. */
  public Tensor mul_(Number number) {
    return change("mul_", () -> Elementwise.mul_(handle, number));
  }

  /** this / other. */
  public Tensor div_(Tensor other) {
    return change("div_", () -> Elementwise.div_(handle, other.handle), other);
  }

  /** this / number. */
  public Tensor div_(Number number) {
    return change("div_", () -> Elementwise.div_(handle, number));
  }

  /** this to the power of number. */
  public Tensor pow_(Number number) {
    return change("pow_", () -> Elementwise.pow_(handle, number));
  }

  /** this + number · other. */
  public Tensor add_(Tensor other, Number number) {
    return change("add_", () -> Elementwise.addScaled_(handle, other.handle, number), other);
  }

  /** this + weight · (end − this). */
  public Tensor lerp_(Tensor end, double weight) {
    return change("lerp_", () -> Elementwise.lerp_(handle, end.handle, weight), end);
  }

  /** this + number · a · b. */
  public Tensor addcmul_(Tensor a, Tensor b, Number number) {
    return change("addcmul_", () -> Elementwise.addcmul_(handle, a.handle, b.handle, number), a, b);
  }

  /** this + number · a / b. */
  public Tensor addcdiv_(Tensor a, Tensor b, Number number) {
    return change("addcdiv_", () -> Elementwise.addcdiv_(handle, a.handle, b.handle, number), a, b);
  }

  /** Bounded below and above; null for no bound. */
  public Tensor clamp_(@Nullable Number min, @Nullable Number max) {
    return change("clamp_", () -> Elementwise.clamp_(handle, min, max));
  }

  /** The elements of another tensor of this shape (or broadcast to it), converted to this type. */
  public Tensor copy_(Tensor source) {
    return change("copy_", () -> Elementwise.copy_(handle, source.handle), source);
  }

  /** This number where the mask is true. */
  public Tensor maskedFill_(Tensor mask, Number number) {
    return change("maskedFill_", () -> Elementwise.maskedFill_(handle, mask.handle, number), mask);
  }

  /** The source's slices added to those that the index names. */
  public Tensor indexAdd_(int dimension, Tensor index, Tensor source) {
    return change(
        "indexAdd_",
        () -> Shapes.indexAdd_(handle, dimension, index.handle, source.handle),
        index,
        source);
  }

  /** This number everywhere. */
  public Tensor fill_(Number number) {
    return change("fill_", () -> Elementwise.fill_(handle, number));
  }

  /** Zero everywhere. */
  public Tensor zero_() {
    return change("zero_", () -> Elementwise.zero_(handle));
  }

  /** Uniform on [from, to). */
  public Tensor uniform_(double from, double to, Generator generator) {
    return change("uniform_", () -> Creation.uniform_(handle, from, to, generator.generator));
  }

  /** Normal with this mean and standard deviation. */
  public Tensor normal_(double mean, double deviation, Generator generator) {
    return change("normal_", () -> Creation.normal_(handle, mean, deviation, generator.generator));
  }

  /** 1 with this probability, else 0. */
  public Tensor bernoulli_(double probability, Generator generator) {
    return change(
        "bernoulli_", () -> Creation.bernoulli_(handle, probability, generator.generator));
  }

  /** Exponential with this rate, mean 1 / rate. */
  public Tensor exponential_(double rate, Generator generator) {
    return change("exponential_", () -> Creation.exponential_(handle, rate, generator.generator));
  }

  /** For each element 1 with itself as the probability, else 0. */
  public Tensor bernoulli(Generator generator) {
    return Op.call("bernoulli", () -> Creation.bernoulli(handle, generator.generator), this);
  }

  /** This many indices for each row, drawn with its elements as weights; INT64. */
  public Tensor multinomial(long samples, boolean replacement, Generator generator) {
    return Op.call(
        "multinomial",
        () -> Creation.multinomial(handle, samples, replacement, generator.generator),
        this);
  }

  // ---------------------------------------------------------------- life

  /**
   * Takes this tensor out of every scope: from here on the garbage collector frees it. For what outlives steps: parameters,
   * buffers, the state of optimisers.
   */
  public Tensor escape() {
    handle.escape();
    return this;
  }

  /** Frees the memory now; the tensor must not be used any more. */
  @Override
  public void close() {
    handle.close();
  }

  /** As PyTorch prints it. */
  @Override
  public String toString() {
    return TensorText.of(this);
  }

  private Tensor change(String operation, Runnable change, Tensor... others) {
    Op.change(operation, change, this, others);
    return this;
  }

  private Tensor onCpu(DType type) {
    if (dtype() == type && !handle.isCuda() && isContiguous()) {
      return this;
    }
    Tensor source = handle.isCuda() ? to(Device.CPU) : this;
    return source.detach().to(type).contiguous();
  }

  private ByteBuffer memory(DType expected) {
    if (dtype() != expected || handle.isCuda() || !isContiguous()) {
      throw new EngineException("the memory of a tensor of type " + dtype() + " on " + device()
          + (isContiguous() ? "" : ", not contiguous,") + " cannot be read as " + expected
          + ": convert it first with to(DType." + expected + "), to(Device.CPU), contiguous()");
    }
    return handle.memory(0, handle.bytes());
  }

  private void checkSingle() {
    if (numel() != 1) {
      throw new EngineException("item: a tensor of " + numel()
          + " elements, where one is expected (shape " + Arrays.toString(shape()) + ")");
    }
  }

  private static void checkLength(int length, long... shape) {
    long expected = 1;
    for (long size : shape) {
      expected *= size;
    }
    if (expected != length) {
      throw new EngineException(length + " values do not fill the shape " + Arrays.toString(shape)
          + ", which takes " + expected);
    }
  }
}
