package org.ockham.lab.layer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.nn.Layer;
import org.ockham.nn.PaddingMode;

/** What changes the shape of samples, and computes little. */
public final class Forms {

  private Forms() {}

  /**
   * Dimensions joined: {@link org.ockham.nn.Flatten}.
   *
   * @param startDim the first, 0 being the batch; default 1
   * @param endDim the last, −1 being the very last; default −1
   */
  public record Flatten(int startDim, int endDim) implements LayerPlan {

    public Flatten {
      Check.between("startDim", startDim, -8, 8);
      Check.between("endDim", endDim, -8, 8);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.Flatten(startDim, endDim);
    }
  }

  /**
   * A dimension split: {@link org.ockham.nn.Unflatten}.
   *
   * @param dim which, 0 being the batch; default 1
   * @param sizes what it is split into; −1 for one that follows
   */
  public record Unflatten(int dim, List<Integer> sizes) implements LayerPlan {

    public Unflatten {
      Check.between("dim", dim, -8, 8);
      Check.between("the number of sizes", sizes.size(), 1, 8);
      sizes.forEach(size -> Check.between("sizes", size, -1, MOST));
      sizes = List.copyOf(sizes);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.Unflatten(dim, Sizes.array(sizes));
    }
  }

  /**
   * Values put around: {@link org.ockham.nn.Padding}.
   *
   * @param padding two numbers, before and after, for each dimension, the last one first
   * @param mode what is put there; default constant
   * @param value which constant; default 0
   */
  public record Padding(List<Integer> padding, PaddingMode mode, double value)
      implements LayerPlan {

    public Padding {
      Check.between("the number of paddings", padding.size(), 1, 6);
      padding.forEach(size -> Check.between("padding", size, -MOST, MOST));
      Check.finite("value", value);
      padding = List.copyOf(padding);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      long[] amounts = Sizes.array(padding);
      return switch (mode) {
        case CONSTANT -> org.ockham.nn.Padding.constant(value, amounts);
        case REFLECT -> org.ockham.nn.Padding.reflection(amounts);
        case REPLICATE -> org.ockham.nn.Padding.replication(amounts);
        case CIRCULAR -> org.ockham.nn.Padding.circular(amounts);
      };
    }
  }

  /**
   * Another size: {@link org.ockham.nn.Upsample}.
   *
   * @param size of each dimension after the channels, or one for all; if not given, by a factor
   * @param scaleFactor the factor, or one for each dimension; default 2
   * @param mode how values between are found; default nearest
   * @param alignCorners whether the corners' centres are aligned; default false
   */
  public record Upsample(
      @Nullable List<Integer> size,
      List<Double> scaleFactor,
      org.ockham.nn.Upsample.Mode mode,
      boolean alignCorners)
      implements LayerPlan {

    public Upsample {
      size = size == null ? null : Sizes.of("size", size, 1, 3);
      Check.between("the number of factors", scaleFactor.size(), 1, 3);
      scaleFactor.forEach(factor -> Check.positive("scaleFactor", factor));
      scaleFactor = List.copyOf(scaleFactor);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      double[] factors = scaleFactor.stream().mapToDouble(Double::doubleValue).toArray();
      return (size == null
              ? org.ockham.nn.Upsample.by(factors)
              : org.ockham.nn.Upsample.to(Sizes.array(size)))
          .mode(mode)
          .alignCorners(alignCorners)
          .build();
    }
  }

  /** How channels and places are exchanged. */
  public enum Exchange {
    /** Channels become places: {@link org.ockham.nn.PixelShuffle}. */
    PIXEL_SHUFFLE,
    /** Places become channels: {@link org.ockham.nn.PixelUnshuffle}. */
    PIXEL_UNSHUFFLE,
    /** Channels of groups are mixed: {@link org.ockham.nn.ChannelShuffle}. */
    CHANNEL_SHUFFLE
  }

  /**
   * Channels and places exchanged.
   *
   * @param exchange how
   * @param factor by which the sides grow or shrink, or the number of groups
   */
  public record Shuffle(Exchange exchange, int factor) implements LayerPlan {

    public Shuffle {
      Check.between("factor", factor, 1, MOST);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return switch (exchange) {
        case PIXEL_SHUFFLE -> new org.ockham.nn.PixelShuffle(factor);
        case PIXEL_UNSHUFFLE -> new org.ockham.nn.PixelUnshuffle(factor);
        case CHANNEL_SHUFFLE -> new org.ockham.nn.ChannelShuffle(factor);
      };
    }
  }

  /**
   * Windows as columns: {@link org.ockham.nn.Unfold}.
   *
   * @param kernelSize the window
   * @param stride how far it moves; default 1
   * @param padding how much is put around; default 0
   * @param dilation the distance of its elements; default 1
   */
  public record Unfold(
      List<Integer> kernelSize, List<Integer> stride, List<Integer> padding, List<Integer> dilation)
      implements LayerPlan {

    public Unfold {
      kernelSize = Sizes.of("kernelSize", kernelSize, 1, 2);
      stride = Sizes.of("stride", stride, 1, 2);
      padding = Sizes.of("padding", padding, 0, 2);
      dilation = Sizes.of("dilation", dilation, 1, 2);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return org.ockham.nn.Unfold.of(Sizes.array(kernelSize))
          .stride(Sizes.array(stride))
          .padding(Sizes.array(padding))
          .dilation(Sizes.array(dilation))
          .build();
    }
  }

  /**
   * Columns added up to an image: {@link org.ockham.nn.Fold}.
   *
   * @param outputSize the image's height and width, or one number for both
   * @param kernelSize the window
   * @param stride how far it moves; default 1
   * @param padding how much is taken off around; default 0
   * @param dilation the distance of its elements; default 1
   */
  public record Fold(
      List<Integer> outputSize,
      List<Integer> kernelSize,
      List<Integer> stride,
      List<Integer> padding,
      List<Integer> dilation)
      implements LayerPlan {

    public Fold {
      outputSize = Sizes.of("outputSize", outputSize, 1, 2);
      kernelSize = Sizes.of("kernelSize", kernelSize, 1, 2);
      stride = Sizes.of("stride", stride, 1, 2);
      padding = Sizes.of("padding", padding, 0, 2);
      dilation = Sizes.of("dilation", dilation, 1, 2);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return org.ockham.nn.Fold.of(Sizes.array(outputSize), Sizes.array(kernelSize))
          .stride(Sizes.array(stride))
          .padding(Sizes.array(padding))
          .dilation(Sizes.array(dilation))
          .build();
    }
  }
}
