package org.ockham.nn;

import java.util.function.Function;

/**
 * Builds layers whose windows move over an input. Sizes are given as one number for all dimensions or as one for each.
 *
 * @param <L> the layer's class
 * @param <B> the builder's own class
 */
public abstract sealed class WindowBuilder<L extends Layer, B extends WindowBuilder<L, B>>
    extends LayerBuilder<L, B>
    permits Convolution.Builder,
        AvgPool.Builder,
        MaxPool.Builder,
        MaxUnpool.Builder,
        Patches.Builder {

  final long[] kernel;
  long[] stride;
  long[] padding;

  WindowBuilder(int dimensions, long[] kernel, Function<B, L> layer) {
    super(layer);
    this.kernel = Sizes.of("kernel_size", dimensions, 1, kernel);
    this.stride = this.kernel;
    this.padding = Sizes.all(dimensions, 0);
  }

  /** By how much the windows move. */
  public B stride(long... values) {
    stride = sizes("stride", 1, values);
    return self();
  }

  /** By how much the input is widened on each side. */
  public B padding(long... values) {
    padding = sizes("padding", 0, values);
    return self();
  }

  final long[] sizes(String name, long least, long... values) {
    return Sizes.of(name, kernel.length, least, values);
  }

  /** A window whose half the padding exceeds would see nothing else. */
  final void checkPadding() {
    for (int i = 0; i < padding.length; i++) {
      if (2 * padding[i] > kernel[i]) {
        throw new IllegalArgumentException("padding is " + padding[i]
            + ": it must lie between 0 and half the kernel_size (" + kernel[i] + ")");
      }
    }
  }
}
