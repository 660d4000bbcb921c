package org.ockham.lab.layer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.nn.Conv1d;
import org.ockham.nn.Conv2d;
import org.ockham.nn.Conv3d;
import org.ockham.nn.ConvTranspose1d;
import org.ockham.nn.ConvTranspose2d;
import org.ockham.nn.ConvTranspose3d;
import org.ockham.nn.Layer;
import org.ockham.nn.PaddingMode;

/** Convolutions over one, two or three dimensions. Sizes are one number for all of them, or one for each. */
public final class Convolutions {

  private Convolutions() {}

  /**
   * {@link org.ockham.nn.Convolution}.
   *
   * @param dimensions 1, 2 or 3
   * @param outChannels how many channels come out; as many as the network gives numbers if not given
   * @param kernelSize the window
   * @param stride how far it moves; default 1
   * @param padding how much is put around what arrives; default 0
   * @param samePadding whether so much is put around it that the size stays; default false
   * @param dilation the distance of the window's elements; default 1
   * @param groups into how many independent convolutions the channels are split; default 1
   * @param bias whether there is one; default true
   * @param paddingMode what is put around; default zeros
   */
  public record Convolution(
      int dimensions,
      @Nullable Integer outChannels,
      List<Integer> kernelSize,
      List<Integer> stride,
      List<Integer> padding,
      boolean samePadding,
      List<Integer> dilation,
      int groups,
      boolean bias,
      PaddingMode paddingMode)
      implements LayerPlan {

    public Convolution {
      Linears.width("outChannels", outChannels);
      kernelSize = Sizes.of("kernelSize", kernelSize, 1, dimensions);
      stride = Sizes.of("stride", stride, 1, dimensions);
      padding = Sizes.of("padding", padding, 0, dimensions);
      dilation = Sizes.of("dilation", dilation, 1, dimensions);
      Check.between("groups", groups, 1, MOST);
    }

    /** Over so many dimensions, with a window of 3 and the defaults. */
    public static Convolution over(int dimensions) {
      List<Integer> one = List.of(1);
      return new Convolution(
          dimensions, null, List.of(3), one, List.of(0), false, one, 1, true, PaddingMode.CONSTANT);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      long in = Sizes.channels(dimensions, input);
      long out = outChannels == null ? outputs : outChannels;
      long[] kernel = Sizes.array(kernelSize);
      var builder = switch (dimensions) {
        case 1 -> Conv1d.of(in, out, kernel);
        case 2 -> Conv2d.of(in, out, kernel);
        default -> Conv3d.of(in, out, kernel);
      };
      builder
          .stride(Sizes.array(stride))
          .padding(Sizes.array(padding))
          .dilation(Sizes.array(dilation))
          .groups(groups)
          .bias(bias)
          .paddingMode(paddingMode);
      return samePadding ? builder.samePadding().build() : builder.build();
    }
  }

  /**
   * {@link org.ockham.nn.ConvTranspose}: what a convolution takes from what it gives.
   *
   * @param dimensions 1, 2 or 3
   * @param outChannels how many channels come out; as many as the network gives numbers if not given
   * @param kernelSize the window
   * @param stride how far it moves; default 1
   * @param padding how much is taken off around what comes out; default 0
   * @param outputPadding what is added to its size; default 0
   * @param dilation the distance of the window's elements; default 1
   * @param groups into how many independent convolutions the channels are split; default 1
   * @param bias whether there is one; default true
   */
  public record Transposed(
      int dimensions,
      @Nullable Integer outChannels,
      List<Integer> kernelSize,
      List<Integer> stride,
      List<Integer> padding,
      List<Integer> outputPadding,
      List<Integer> dilation,
      int groups,
      boolean bias)
      implements LayerPlan {

    public Transposed {
      Linears.width("outChannels", outChannels);
      kernelSize = Sizes.of("kernelSize", kernelSize, 1, dimensions);
      stride = Sizes.of("stride", stride, 1, dimensions);
      padding = Sizes.of("padding", padding, 0, dimensions);
      outputPadding = Sizes.of("outputPadding", outputPadding, 0, dimensions);
      dilation = Sizes.of("dilation", dilation, 1, dimensions);
      Check.between("groups", groups, 1, MOST);
    }

    /** Over so many dimensions, with a window of 3 and the defaults. */
    public static Transposed over(int dimensions) {
      List<Integer> none = List.of(0);
      List<Integer> one = List.of(1);
      return new Transposed(dimensions, null, List.of(3), one, none, none, one, 1, true);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      long in = Sizes.channels(dimensions, input);
      long out = outChannels == null ? outputs : outChannels;
      long[] kernel = Sizes.array(kernelSize);
      var builder = switch (dimensions) {
        case 1 -> ConvTranspose1d.of(in, out, kernel);
        case 2 -> ConvTranspose2d.of(in, out, kernel);
        default -> ConvTranspose3d.of(in, out, kernel);
      };
      return builder
          .stride(Sizes.array(stride))
          .padding(Sizes.array(padding))
          .outputPadding(Sizes.array(outputPadding))
          .dilation(Sizes.array(dilation))
          .groups(groups)
          .bias(bias)
          .build();
    }
  }
}
