package org.ockham.nn;

import java.util.Arrays;
import java.util.List;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/** Sizes, strides and paddings of windows that move over an input, one for each dimension. */
final class Windows {

  private Windows() {}

  static List<Long> sizes(String name, int dimensions, long least, long... values) {
    return Arrays.stream(Shape.sizes(name, dimensions, least, values)).boxed().toList();
  }

  static long[] array(List<Long> sizes) {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Refuses an input on which some window would have all of its elements in the padding: the engine, which does not look, would
   * take the largest of none and pass a gradient to memory outside the input.
   */
  static void checkReach(
      Tensor x, long[] kernel, long[] stride, long[] padding, long[] dilation, boolean ceilMode) {
    for (int i = 0; i < kernel.length; i++) {
      int dimension = x.dim() - kernel.length + i;
      if (dimension < 0 || dilation[i] == 1) {
        continue; // without gaps the bound on the padding suffices
      }
      long size = x.size(dimension);
      long reach = dilation[i] * (kernel[i] - 1) + 1;
      long spare = size + 2 * padding[i] - reach;
      long last = Math.floorDiv(ceilMode ? spare + stride[i] - 1 : spare, stride[i]);
      if (last * stride[i] >= size + padding[i]) {
        last--; // a window that would begin behind the input is left out
      }
      for (long window = 0; window <= last; window++) {
        long start = window * stride[i] - padding[i];
        long first = start < 0 ? Math.floorMod(start, dilation[i]) : start;
        if (first >= size || first >= start + reach) {
          throw new EngineException("the input has shape " + Arrays.toString(x.shape())
              + ": along dimension " + dimension + " window " + window + " of kernel_size "
              + kernel[i] + ", stride " + stride[i] + ", padding " + padding[i] + " and dilation "
              + dilation[i] + " lies wholly in the padding: take less padding or dilation, or a"
              + " larger input");
        }
      }
    }
  }

  static void checkPadding(List<Long> kernel, List<Long> padding) {
    for (int i = 0; i < padding.size(); i++) {
      if (2 * padding.get(i) > kernel.get(i)) {
        throw new IllegalArgumentException("padding is " + padding.get(i)
            + ": it must lie between 0 and half the kernel_size (" + kernel.get(i) + ")");
      }
    }
  }
}
