package org.ockham.tensor.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.EllipsisIndexType;
import org.bytedeco.pytorch.Slice;
import org.bytedeco.pytorch.SymInt;
import org.bytedeco.pytorch.SymIntOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorIndex;
import org.bytedeco.pytorch.TensorIndexVector;

/** What stands between the brackets of {@code a[…, 2:5, mask]}, one dimension after another. */
public final class Indices {

  private static final int NEW_AXIS = -1;
  private static final int ELLIPSIS = -2;
  private static final byte UINT8 = 0;
  private static final byte BOOL = 11;

  private final TensorIndexVector list = new TensorIndexVector();

  /** How many dimensions each entry takes. */
  private final List<Integer> taken = new ArrayList<>();

  public void at(long index) {
    add(1, new TensorIndex(index));
  }

  public void range(long start, long end, long step) {
    add(1, new TensorIndex(new Slice(optional(start), optional(end), optional(step))));
  }

  /** The binding has no way to say None: the axis is put in beforehand, and taken whole. */
  public void newAxis() {
    add(NEW_AXIS, new TensorIndex(new Slice()));
  }

  public void ellipsis() {
    add(ELLIPSIS, new TensorIndex(new EllipsisIndexType()));
  }

  public void of(Handle index) {
    boolean mask = index.type() == BOOL || index.type() == UINT8;
    add(mask ? index.dimensions() : 1, new TensorIndex(index.tensor));
  }

  public Handle get(Handle a) {
    return Handle.of(withNewAxes(a.tensor).index(list));
  }

  public void put(Handle a, Handle value) {
    withNewAxes(a.tensor).index_put_(list, value.tensor);
  }

  public void put(Handle a, Number value) {
    withNewAxes(a.tensor).index_put_(list, Constants.scalar(value));
  }

  private void add(int dimensions, TensorIndex index) {
    taken.add(dimensions);
    list.push_back(index);
  }

  private Tensor withNewAxes(Tensor a) {
    int rest = (int) a.dim()
        - taken.stream().filter(count -> count > 0).mapToInt(i -> i).sum();
    if (rest < 0) {
      throw new IllegalArgumentException("too many indices for tensor of dimension " + a.dim());
    }
    Tensor spread = a;
    int dimension = 0;
    for (int count : taken) {
      if (count == NEW_AXIS) {
        spread = spread.unsqueeze(dimension);
      }
      dimension += count == ELLIPSIS ? rest : Math.abs(count);
    }
    return spread;
  }

  private static SymIntOptional optional(long value) {
    return new SymIntOptional(new SymInt(value));
  }
}
