package org.ockham.tensor;

/** The same elements in another shape or order. */
public sealed interface Shapes permits Tensor {

  /** The same elements in another shape; one size may be −1. */
  default Tensor reshape(long... shape) {
    return Op.call("aten::reshape", this, shape);
  }

  /**
   * As {@link #reshape}, but never a copy, with one exception: what layers have computed in channels-last ({@link MemoryFormat}) is
   * copied where it must be, so that networks need not know.
   */
  default Tensor view(long... shape) {
    return isComputedChannelsLast() ? reshape(shape) : Op.call("aten::view", this, shape);
  }

  private boolean isComputedChannelsLast() {
    Tensor tensor = (Tensor) this;
    return tensor.dim() >= 4
        && !tensor.isContiguous()
        && (tensor.isContiguous(MemoryFormat.CHANNELS_LAST)
            || tensor.isContiguous(MemoryFormat.CHANNELS_LAST_3D))
        && !(tensor.isLeaf() && tensor.requiresGrad());
  }

  /** The same memory with these sizes and strides ({@link Tensor#stride}), from its first element on. */
  default Tensor asStrided(long[] size, long... stride) {
    return Op.call("aten::as_strided", this, size, stride, null);
  }

  /** The dimensions in another order. */
  default Tensor permute(long... dimensions) {
    return Op.call("aten::permute", this, dimensions);
  }

  /** Repeated along dimensions of size 1 without a copy; −1 leaves a size. */
  default Tensor expand(long... shape) {
    return Op.call("aten::expand", this, shape, false);
  }

  /** Copied this many times along each dimension. */
  default Tensor repeat(long... times) {
    return Op.call("aten::repeat", this, times);
  }

  /** Every slice along a dimension this many times, one after another. */
  default Tensor repeatInterleave(long times, int dimension) {
    return Op.call("aten::repeat_interleave.self_int", this, times, dimension, null);
  }

  /** Reversed along these dimensions. */
  default Tensor flip(long... dimensions) {
    return Op.call("aten::flip", this, dimensions);
  }

  /** All dimensions from start on as one. */
  default Tensor flatten(int start) {
    return flatten(start, -1);
  }

  /** The dimensions from start to end, both included, as one. */
  default Tensor flatten(int start, int end) {
    return Op.call("aten::flatten.using_ints", this, start, end);
  }

  /** As a vector. */
  default Tensor flatten() {
    return flatten(0);
  }

  /** One dimension as several. */
  default Tensor unflatten(int dimension, long... sizes) {
    return Op.call("aten::unflatten.int", this, dimension, sizes);
  }

  /** Two dimensions exchanged. */
  default Tensor transpose(int first, int second) {
    return Op.call("aten::transpose.int", this, first, second);
  }

  /** One dimension moved to another place, the others in their order. */
  default Tensor movedim(int source, int destination) {
    return Op.call("aten::movedim.int", this, source, destination);
  }

  /** A matrix transposed. */
  default Tensor t() {
    return Op.call("aten::t", this);
  }

  /** Without dimensions of size 1. */
  default Tensor squeeze() {
    return Op.call("aten::squeeze", this);
  }

  /** Without this dimension if its size is 1. */
  default Tensor squeeze(int dimension) {
    return Op.call("aten::squeeze.dim", this, dimension);
  }

  /** With a dimension of size 1 put in here. */
  default Tensor unsqueeze(int dimension) {
    return Op.call("aten::unsqueeze", this, dimension);
  }

  /** Itself if the elements lie in the order of the shape, else a copy in which they do. */
  default Tensor contiguous() {
    return contiguous(MemoryFormat.CONTIGUOUS);
  }

  /** Itself if the elements lie in this order, else a copy in which they do; of equal value either way. */
  default Tensor contiguous(MemoryFormat format) {
    return Op.call("aten::contiguous", this, format);
  }

  /** A copy, its elements in the same order; gradients flow through it. */
  default Tensor copy() {
    return Op.call("aten::clone", this, null);
  }
}
