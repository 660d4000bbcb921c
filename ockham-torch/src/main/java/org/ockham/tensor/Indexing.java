package org.ockham.tensor;

import java.util.List;

/** Taking elements out, putting them in, and cutting into parts. */
public sealed interface Indexing permits Tensor {

  /** What these indices take, one a dimension: a view, or a copy where one of them is a tensor. */
  default Tensor index(Index... indices) {
    return Index.get((Tensor) this, indices);
  }

  /** Writes a value, broadcast, where these indices point. */
  default Tensor indexPut_(Tensor value, Index... indices) {
    return Index.put((Tensor) this, value, indices);
  }

  /** Writes a number wherever these indices point. */
  default Tensor indexPut_(Number value, Index... indices) {
    return Index.put((Tensor) this, value, indices);
  }

  /** One index of a dimension, which vanishes. */
  default Tensor select(int dimension, long index) {
    return Op.call("aten::select.int", this, dimension, index);
  }

  /** One index of the first dimension. */
  default Tensor get(long index) {
    return select(0, index);
  }

  /** This many from start on. */
  default Tensor narrow(int dimension, long start, long length) {
    return Op.call("aten::narrow", this, dimension, start, length);
  }

  /** Every step-th from start up to but not including end. */
  default Tensor slice(int dimension, long start, long end, long step) {
    return Op.call("aten::slice.Tensor", this, dimension, start, end, step);
  }

  /** The rows (of this dimension) with these indices, in their order. */
  default Tensor indexSelect(int dimension, Tensor index) {
    return Op.call("aten::index_select", this, dimension, index);
  }

  /** For every element of the index the element of this tensor it names along the dimension. */
  default Tensor gather(int dimension, Tensor index) {
    return Op.call("aten::gather", this, dimension, index, false);
  }

  /** A copy with the source written where the index says along the dimension. */
  default Tensor scatter(int dimension, Tensor index, Tensor source) {
    return Op.call("aten::scatter.src", this, dimension, index, source);
  }

  /** A copy with this number written where the index says. */
  default Tensor scatter(int dimension, Tensor index, Number value) {
    return Op.call("aten::scatter.value", this, dimension, index, value);
  }

  /** A copy with the source added where the index says. */
  default Tensor scatterAdd(int dimension, Tensor index, Tensor source) {
    return Op.call("aten::scatter_add", this, dimension, index, source);
  }

  /** A copy with the source's slices added to those that the index names. */
  default Tensor indexAdd(int dimension, Tensor index, Tensor source) {
    return Op.call("aten::index_add", this, dimension, index, source, 1);
  }

  /** The elements where the mask is true, as a vector. */
  default Tensor maskedSelect(Tensor mask) {
    return Op.call("aten::masked_select", this, mask);
  }

  /** A copy with this number where the mask is true. */
  default Tensor maskedFill(Tensor mask, Number number) {
    return Op.call("aten::masked_fill.Scalar", this, mask, number);
  }

  /** The indices of what is not zero, a row each. */
  default Tensor nonzero() {
    return Op.call("aten::nonzero", this);
  }

  /** Moved along a dimension, what falls out coming back in. */
  default Tensor roll(long shift, int dimension) {
    return Op.call("aten::roll", this, new long[] {shift}, new int[] {dimension});
  }

  /** Zero above this diagonal. */
  default Tensor tril(long diagonal) {
    return Op.call("aten::tril", this, diagonal);
  }

  /** Zero below this diagonal. */
  default Tensor triu(long diagonal) {
    return Op.call("aten::triu", this, diagonal);
  }

  /** The diagonal of a matrix; the diagonal matrix of a vector. */
  default Tensor diag() {
    return Op.call("aten::diag", this, 0);
  }

  /** The diagonal of the last two dimensions, as the last one. */
  default Tensor diagonal() {
    return Op.call("aten::diagonal", this, 0, -2, -1);
  }

  /** Windows of this size, a step apart, along a dimension; the new last dimension runs through a window. */
  default Tensor unfold(int dimension, long size, long step) {
    return Op.call("aten::unfold", this, dimension, size, step);
  }

  /** Labels as vectors of one 1 among zeros. */
  default Tensor oneHot(long classes) {
    return Op.call("aten::one_hot", this, classes);
  }

  /** Parts of this size along a dimension, the last perhaps smaller. */
  default List<Tensor> split(long size, int dimension) {
    return Op.list("aten::split.Tensor", this, size, dimension);
  }

  /** Parts of these sizes along a dimension. */
  default List<Tensor> split(long[] sizes, int dimension) {
    return Op.list("aten::split_with_sizes", this, sizes, dimension);
  }

  /** At most this many parts of equal size. */
  default List<Tensor> chunk(long chunks, int dimension) {
    return Op.list("aten::chunk", this, chunks, dimension);
  }

  /** The slices along a dimension. */
  default List<Tensor> unbind(int dimension) {
    return Op.list("aten::unbind.int", this, dimension);
  }

  /** This number where the mask is true. */
  default Tensor maskedFill_(Tensor mask, Number number) {
    return Op.call("aten::masked_fill_.Scalar", this, mask, number);
  }

  /** The source's slices added to those that the index names. */
  default Tensor indexAdd_(int dimension, Tensor index, Tensor source) {
    return Op.call("aten::index_add_", this, dimension, index, source, 1);
  }
}
