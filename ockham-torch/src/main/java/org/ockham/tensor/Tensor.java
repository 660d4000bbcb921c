package org.ockham.tensor;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.internal.Handle;
import org.ockham.tensor.internal.NativeOperator;

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
 * <p><b>Where to find it.</b> Here is what a tensor is made from, what it holds, and how it is differentiated. What is
 * computed with it is inherited, a concern each: {@link ElementArithmetic}, {@link ElementFunctions}, {@link Comparisons},
 * {@link Reductions}, {@link Shapes}, {@link Indexing}, {@link LinearAlgebra}, {@link Sampling}.
 *
 * <p>Equality is identity; compare elements with {@link #eq}, {@link #equal} and {@link #allclose}.
 */
public final class Tensor
    implements ElementArithmetic,
        ElementFunctions,
        Comparisons,
        Reductions,
        Shapes,
        Indexing,
        LinearAlgebra,
        Sampling,
        AutoCloseable {

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
    return Op.call("aten::empty.memory_format", shape, type, null, null, null, null);
  }

  /** The same with the elements in this order. */
  public static Tensor empty(DType type, MemoryFormat format, long... shape) {
    return Op.call("aten::empty.memory_format", shape, type, null, null, null, format);
  }

  /** A shape without memory or values, FLOAT32: to know what something would be before it is made. */
  public static Tensor outline(long... shape) {
    NativeOperator.Place nowhere = new NativeOperator.Place("meta");
    return Op.call("aten::empty.memory_format", shape, DType.FLOAT32, null, nowhere, null, null);
  }

  /** Zeros, FLOAT32. */
  public static Tensor zeros(long... shape) {
    return zeros(DType.FLOAT32, shape);
  }

  /** Zeros of this type. */
  public static Tensor zeros(DType type, long... shape) {
    return Op.call("aten::zeros", shape, type, null, null, null);
  }

  /** Ones, FLOAT32. */
  public static Tensor ones(long... shape) {
    return full(1, shape);
  }

  /** Zeros in this tensor's shape, type, place and order of elements. */
  public static Tensor zerosLike(Tensor other) {
    return Op.call("aten::zeros_like", other, null, null, null, null, null);
  }

  /** Ones in this tensor's shape, type, place and order of elements. */
  public static Tensor onesLike(Tensor other) {
    return Op.call("aten::ones_like", other, null, null, null, null, null);
  }

  /** The same number everywhere, FLOAT32. */
  public static Tensor full(Number value, long... shape) {
    return full(DType.FLOAT32, value, shape);
  }

  /** The same number everywhere. */
  public static Tensor full(DType type, Number value, long... shape) {
    return Op.call("aten::full", shape, value, type, null, null, null);
  }

  /** 0, 1, … end − 1, INT64. */
  public static Tensor arange(long end) {
    return arange(DType.INT64, 0, end, 1);
  }

  /** start, start + step, … below end. */
  public static Tensor arange(DType type, Number start, Number end, Number step) {
    return Op.call("aten::arange.start_step", start, end, step, type, null, null, null);
  }

  /** Evenly spaced from start to end, both included, FLOAT32. */
  public static Tensor linspace(double start, double end, long steps) {
    return Op.call("aten::linspace", start, end, steps, DType.FLOAT32, null, null, null);
  }

  /** The identity matrix, FLOAT32. */
  public static Tensor eye(long n) {
    return Op.call("aten::eye", n, DType.FLOAT32, null, null, null);
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
    return Op.call("aten::random_.from", empty(DType.INT64, shape), from, to, generator);
  }

  /** A random order of 0 … n − 1, INT64. */
  public static Tensor randperm(Generator generator, long n) {
    return Op.call("aten::randperm.generator", n, generator, DType.INT64, null, null, null);
  }

  /** These joined along an existing dimension. */
  public static Tensor cat(List<Tensor> parts, int dimension) {
    return Op.call("aten::cat", parts, dimension);
  }

  /** These, of one shape, joined along a new dimension. */
  public static Tensor stack(List<Tensor> parts, int dimension) {
    return Op.call("aten::stack", parts, dimension);
  }

  /** Where the condition holds the first, else the second. */
  public static Tensor where(Tensor condition, Tensor yes, Tensor no) {
    return Op.call("aten::where.self", condition, yes, no);
  }

  /** Sums of products in Einstein's notation: {@code einsum("ij,jk->ik", a, b)} is the matrix product. */
  public static Tensor einsum(String equation, Tensor... operands) {
    return Op.call("aten::einsum", equation, List.of(operands), null);
  }

  // ---------------------------------------------------------------- what it is

  /** The sizes of the dimensions; empty for a scalar. */
  public long[] shape() {
    return Op.value(handle::shape, this);
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
    return Op.value(handle::dimensions, this);
  }

  /** The number of elements. */
  public long numel() {
    return Op.value(handle::elements, this);
  }

  /** The type of the elements. */
  public DType dtype() {
    return DType.of(Op.value(handle::type, this));
  }

  /** Where it lives. */
  public Device device() {
    if (Op.value(handle::isCpu, this)) {
      return Device.cpu();
    }
    return handle.isCuda() ? Device.cuda(handle.deviceIndex()) : Device.meta();
  }

  /** Whether the elements lie in memory in the order of the shape. */
  public boolean isContiguous() {
    return isContiguous(MemoryFormat.CONTIGUOUS);
  }

  /** Whether the elements lie in memory in this order, one behind the other. */
  public boolean isContiguous(MemoryFormat format) {
    return Op.value(() -> handle.isContiguous(format.code), this);
  }

  /** How many elements on in memory the next one along each dimension is. */
  public long[] stride() {
    return Op.value(handle::strides, this);
  }

  // ---------------------------------------------------------------- out to Java

  /** The only element, as a double. */
  public double item() {
    checkSingle();
    return Op.value(handle::itemDouble, this);
  }

  /** The only element, as a whole number. */
  public long itemLong() {
    checkSingle();
    return Op.value(handle::itemLong, this);
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
    return Op.value(handle::requiresGrad, this);
  }

  /** Sets it on a leaf of floating type; returns this tensor. */
  public Tensor requiresGrad(boolean required) {
    Op.run(() -> handle.requiresGrad(required), this);
    return this;
  }

  /** Whether it was made by the user, not by a recorded operation: leaves collect gradients. */
  public boolean isLeaf() {
    return Op.value(handle::isLeaf, this);
  }

  /** Lets a tensor that is no leaf collect its gradient, too. */
  public Tensor retainGrad() {
    Op.run(handle::retainGradient, this);
    return this;
  }

  /** Adds the gradient of this scalar to {@link #grad} of every leaf that requires one, and forgets what was recorded. */
  public void backward() {
    Op.run(() -> handle.backward(null, false, false), this);
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
    Op.run(
        () -> handle.backward(gradient == null ? null : gradient.handle, retainGraph, createGraph),
        this);
  }

  /**
   * The gradients of this scalar with respect to these tensors, leaving every {@link #grad} alone; PyTorch's {@code
   * torch.autograd.grad}. Recorded, and so differentiable, if createGraph is set: for penalties on gradients.
   */
  public List<Tensor> gradients(List<Tensor> inputs, boolean createGraph) {
    return Op.value(() -> handle.gradients(Op.handles(inputs), createGraph), this).stream()
        .map(Tensor::new)
        .toList();
  }

  /** The gradient collected so far (shared memory), or null. */
  public @Nullable Tensor grad() {
    Handle gradient =
        Op.value(() -> Optional.ofNullable(handle.gradient()), this).orElse(null);
    return gradient == null ? null : new Tensor(gradient);
  }

  /** Forgets the gradient: the next {@link #backward} starts from nothing. */
  public void clearGrad() {
    Op.run(handle::clearGradient, this);
  }

  /**
   * Replaces the gradient. One whose elements lie in another order than this tensor's is copied into that order, because optimisers
   * go through both side by side.
   */
  public void grad(Tensor gradient) {
    Tensor ordered =
        Arrays.equals(shape(), gradient.shape()) && !Arrays.equals(stride(), gradient.stride())
            ? zerosLike(this).copy_(gradient)
            : gradient;
    Op.run(() -> handle.gradient(ordered.handle), this, gradient);
  }

  /** The same memory, cut off from what was recorded. */
  public Tensor detach() {
    return Op.call("aten::detach", this);
  }

  // ---------------------------------------------------------------- type and place

  /** Converted to another type; itself if it has it. */
  public Tensor to(DType type) {
    return Op.call("aten::to.dtype", this, type, false, false, null);
  }

  /** On another device; itself if it is there. */
  public Tensor to(Device device) {
    return to(device, false);
  }

  /**
   * The same; {@code nonBlocking} without waiting for a copy from {@linkplain #pinMemory pinned memory} to a graphics processor, which
   * does it before what it is asked for afterwards.
   */
  public Tensor to(Device device, boolean nonBlocking) {
    return Op.call(
        "aten::to.dtype_layout", this, null, null, device, null, nonBlocking, false, null);
  }

  /** A copy on this device, also where it is there. */
  public Tensor copyTo(Device device) {
    return device().equals(device) ? copy() : to(device);
  }

  /** A copy in memory of the CPU that a graphics processor reads by itself; needs one. */
  public Tensor pinMemory() {
    return Op.call("aten::pin_memory", this, null);
  }

  /** Of the other's type and on its device; itself if it is. */
  public Tensor to(Tensor other) {
    boolean alike = handle.type() == other.handle.type() && handle.isCpu() && other.handle.isCpu();
    return alike ? this : to(other.dtype()).to(other.device());
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

  private Tensor onCpu(DType type) {
    if (dtype() == type && handle.isCpu() && isContiguous()) {
      return this;
    }
    Tensor source = handle.isCpu() ? this : to(Device.cpu());
    return source.detach().to(type).contiguous();
  }

  private ByteBuffer memory(DType expected) {
    if (dtype() != expected || !handle.isCpu() || !isContiguous()) {
      throw new EngineException("the memory of a tensor of type " + dtype() + " on " + device()
          + (isContiguous() ? "" : ", not contiguous,") + " cannot be read as " + expected
          + ": convert it first with to(DType." + expected + "), to(Device.cpu()), contiguous()");
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
