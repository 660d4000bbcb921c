package org.ockham.tensor;

import java.util.Arrays;
import java.util.function.Consumer;
import org.ockham.tensor.internal.Indices;

/**
 * What to take of one dimension, for {@link Tensor#index} and {@link Tensor#indexPut_}. Dimensions not spoken of are taken
 * whole. PyTorch's {@code x[0, 1:3, ..., None, mask]} is
 *
 * <pre>{@code
 * x.index(at(0), range(1, 3), ellipsis(), newAxis(), Index.of(mask))
 * }</pre>
 *
 * <p>Source: <a href="https://numpy.org/doc/stable/user/basics.indexing.html">indexing in NumPy</a>, whose rules are
 * PyTorch's.
 */
public final class Index {

  private static final Index ALL = range(0, Long.MAX_VALUE, 1, ":");
  private static final Index NEW_AXIS = new Index("None", Indices::newAxis);
  private static final Index ELLIPSIS = new Index("...", Indices::ellipsis);

  private final String text;
  private final Consumer<Indices> entry;

  private Index(String text, Consumer<Indices> entry) {
    this.text = text;
    this.entry = entry;
  }

  /** One index, whose dimension vanishes; a negative one counts from the end. */
  public static Index at(long index) {
    return new Index(Long.toString(index), list -> list.at(index));
  }

  /** From start up to but not including end; negative ones count from the end, what lies beyond it is left out. */
  public static Index range(long start, long end) {
    return range(start, end, 1, start + ":" + end);
  }

  /** Every step-th from start up to but not including end; the step must be positive. */
  public static Index range(long start, long end, long step) {
    return range(start, end, step, start + ":" + end + ":" + step);
  }

  /** From start to the end. */
  public static Index from(long start) {
    return range(start, Long.MAX_VALUE, 1, start + ":");
  }

  /** The whole dimension. */
  public static Index all() {
    return ALL;
  }

  /** A new dimension of size 1. */
  public static Index newAxis() {
    return NEW_AXIS;
  }

  /** As many whole dimensions as are left; at most once. */
  public static Index ellipsis() {
    return ELLIPSIS;
  }

  /**
   * The elements that an INT64 tensor names, in its shape; or those where a BOOL tensor is true, which may stand for several
   * dimensions. Several such tensors are broadcast and read together. The result is a copy.
   */
  public static Index of(Tensor index) {
    return new Index(index.dtype() + Arrays.toString(index.shape()), list -> list.of(index.handle));
  }

  /** What they take of a tensor. */
  static Tensor get(Tensor tensor, Index... indices) {
    try {
      return new Tensor(list(indices).get(tensor.handle));
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of("index" + Arrays.toString(indices), e, tensor);
    }
  }

  /** Writes a tensor or a number there. */
  static Tensor put(Tensor tensor, Object value, Index... indices) {
    try {
      if (value instanceof Tensor source) {
        list(indices).put(tensor.handle, source.handle);
      } else {
        list(indices).put(tensor.handle, (Number) value);
      }
      return tensor;
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of("indexPut_" + Arrays.toString(indices), e, tensor, value);
    }
  }

  private static Indices list(Index... indices) {
    Indices list = new Indices();
    for (Index index : indices) {
      index.entry.accept(list);
    }
    return list;
  }

  /** As in Python's brackets. */
  @Override
  public String toString() {
    return text;
  }

  private static Index range(long start, long end, long step, String text) {
    return new Index(text, list -> list.range(start, end, step));
  }
}
