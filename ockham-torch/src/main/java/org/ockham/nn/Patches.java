package org.ockham.nn;

import java.util.function.Function;
import org.ockham.tensor.Operator;

/**
 * Windows of images as columns, and back: what {@link Unfold} and {@link Fold} share. Defaults: stride 1, no padding (it is with
 * zeros), dilation 1.
 */
public abstract sealed class Patches extends Layer permits Fold, Unfold {

  /**
   * The arguments.
   *
   * @param <L> the layer's class
   */
  public static final class Builder<L extends Patches> extends WindowBuilder<L, Builder<L>> {
    private long[] dilation;

    Builder(long[] kernel, Function<Builder<L>, L> layer) {
      super(2, kernel, layer);
      stride = Sizes.all(2, 1);
      dilation = Sizes.all(2, 1);
    }

    /** The distance of a window's elements; default 1. */
    public Builder<L> dilation(long... values) {
      dilation = sizes("dilation", 1, values);
      return this;
    }
  }

  final Operator operator;
  final long[] kernel;
  final long[] stride;
  final long[] padding;
  final long[] dilation;

  Patches(Builder<?> builder, Operator operator) {
    this.operator = operator;
    kernel = builder.kernel;
    stride = builder.stride;
    padding = builder.padding;
    dilation = builder.dilation;
  }

  @Override
  protected String arguments() {
    return "kernel_size=" + Sizes.text(kernel) + ", dilation=" + Sizes.text(dilation) + ", padding="
        + Sizes.text(padding) + ", stride=" + Sizes.text(stride);
  }
}
