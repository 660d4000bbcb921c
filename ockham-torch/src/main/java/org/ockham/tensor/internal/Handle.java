package org.ockham.tensor.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.jspecify.annotations.Nullable;

/** One native tensor. It dies with the {@link NativeScope} it was made in, or with its last Java reference. */
public final class Handle {

  static {
    Natives.load();
  }

  final Tensor tensor;

  /** The scope that will free it; null where the garbage collector does. */
  @Nullable
  PointerScope owner;

  private Handle(Tensor tensor, @Nullable PointerScope owner) {
    this.tensor = tensor;
    this.owner = owner;
    if (owner == null) {
      belongToNone();
    }
  }

  /** Takes ownership of a tensor returned by value, which has attached itself to the innermost scope. */
  static Handle of(Tensor tensor) {
    return new Handle(tensor, PointerScope.getInnerScope());
  }

  /** Moves a result out of the scope of temporaries it was made in. */
  static Handle from(PointerScope temporary, @Nullable PointerScope outer, Tensor reference) {
    Handle handle = new Handle(new Tensor(reference), temporary);
    handle.moveTo(outer);
    return handle;
  }

  /** Makes an owning copy of a reference into somebody else's memory (a gradient, an element of a vector). */
  static Handle copyOf(Tensor reference) {
    return of(new Tensor(reference));
  }

  public long[] shape() {
    long[] shape = new long[dimensions()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = tensor.size(i);
    }
    return shape;
  }

  public int dimensions() {
    return (int) tensor.dim();
  }

  public long size(int dimension) {
    return tensor.size(dimension);
  }

  public long elements() {
    return tensor.numel();
  }

  /** libtorch's number of the element type ({@code c10::ScalarType}). */
  public byte type() {
    return tensor.scalar_type().value;
  }

  public boolean isCpu() {
    return tensor.is_cpu();
  }

  public boolean isCuda() {
    return tensor.is_cuda();
  }

  public int deviceIndex() {
    return tensor.device().index();
  }

  /** {@code c10::MemoryFormat} by its number. */
  public boolean isContiguous(byte format) {
    return tensor.is_contiguous(
        switch (format) {
          case 0 -> MemoryFormat.Contiguous;
          case 2 -> MemoryFormat.ChannelsLast;
          case 3 -> MemoryFormat.ChannelsLast3d;
          default -> throw new IllegalArgumentException("no memory format " + format);
        });
  }

  public long[] strides() {
    long[] strides = new long[dimensions()];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = tensor.stride(i);
    }
    return strides;
  }

  public boolean requiresGrad() {
    return tensor.requires_grad();
  }

  public void requiresGrad(boolean required) {
    tensor.set_requires_grad(required);
  }

  public boolean isLeaf() {
    return tensor.is_leaf();
  }

  public void backward(@Nullable Handle gradient, boolean retainGraph, boolean createGraph) {
    tensor.backward(
        gradient == null ? new Tensor() : gradient.tensor,
        new BoolOptional(retainGraph || createGraph),
        createGraph,
        new TensorArrayRefOptional());
  }

  public List<Handle> gradients(List<Handle> inputs, boolean createGraph) {
    TensorVector leaves = new TensorVector();
    for (Handle input : inputs) {
      leaves.push_back(input.tensor);
    }
    TensorVector gradients = torch.grad(
        new TensorVector(tensor),
        leaves,
        new TensorVector(),
        new BoolOptional(createGraph),
        createGraph,
        false);
    return Stream.of(gradients.get()).map(Handle::copyOf).toList();
  }

  /** Whether shape and every element are the same, for tensors of one type. */
  public boolean equal(Handle other) {
    return tensor.equal(other.tensor);
  }

  public boolean allclose(Handle other, double relative, double absolute) {
    return tensor.allclose(other.tensor, relative, absolute, false);
  }

  public void retainGradient() {
    tensor.retain_grad();
  }

  /** The gradient, or null where none has been computed. */
  public @Nullable Handle gradient() {
    Tensor gradient = tensor.grad();
    return gradient.defined() ? copyOf(gradient) : null;
  }

  public void gradient(Handle gradient) {
    tensor.mutable_grad().put(gradient.tensor);
  }

  public void clearGradient() {
    tensor.mutable_grad().reset();
  }

  public double itemDouble() {
    return tensor.item_double();
  }

  public long itemLong() {
    return tensor.item_long();
  }

  /** Some of the memory of a contiguous CPU tensor, not copied: a buffer cannot hold 2 GiB. */
  public ByteBuffer memory(long start, long bytes) {
    if (bytes == 0) {
      // An empty tensor may have no address, and JNI makes no buffer of that.
      return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    }
    BytePointer pointer = new BytePointer(tensor.data_ptr());
    return pointer.<BytePointer>getPointer(start).capacity(bytes).asByteBuffer();
  }

  public long bytes() {
    return tensor.nbytes();
  }

  /** Whether its memory is gone: it was closed, or its scope was. */
  public boolean isFreed() {
    return tensor.isNull();
  }

  /** Frees the native tensor now. */
  public void close() {
    tensor.close();
  }

  /** Takes the tensor out of every scope: from here on the garbage collector frees it. */
  public void escape() {
    if (owner != null) {
      moveTo(null);
    }
  }

  /** Gives a tensor that no scope owns to the innermost scope of this thread, if there is one. */
  public void adopt() {
    PointerScope scope = PointerScope.getInnerScope();
    if (owner == null && scope != null) {
      Unscoped.adopted(tensor.nbytes());
      moveTo(scope);
    }
  }

  /** One more reference, which the new owner holds: the old one's end no longer frees the tensor. */
  void moveTo(@Nullable PointerScope scope) {
    PointerScope before = owner;
    owner = scope;
    if (scope != null) {
      scope.attach(tensor);
    } else {
      belongToNone();
    }
    if (before == null) {
      tensor.releaseReference();
    }
  }

  private void belongToNone() {
    tensor.retainReference();
    Unscoped.allocated(tensor.nbytes());
  }
}
