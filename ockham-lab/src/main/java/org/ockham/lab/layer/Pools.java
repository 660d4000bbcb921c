package org.ockham.lab.layer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.nn.AdaptiveAvgPool1d;
import org.ockham.nn.AdaptiveAvgPool2d;
import org.ockham.nn.AdaptiveAvgPool3d;
import org.ockham.nn.AdaptiveMaxPool1d;
import org.ockham.nn.AdaptiveMaxPool2d;
import org.ockham.nn.AdaptiveMaxPool3d;
import org.ockham.nn.AvgPool1d;
import org.ockham.nn.AvgPool2d;
import org.ockham.nn.AvgPool3d;
import org.ockham.nn.Layer;
import org.ockham.nn.MaxPool1d;
import org.ockham.nn.MaxPool2d;
import org.ockham.nn.MaxPool3d;

/** Pooling over one, two or three dimensions. Sizes are one number for all of them, or one for each. */
public final class Pools {

  private Pools() {}

  /**
   * The largest value of each window: {@link org.ockham.nn.MaxPool}.
   *
   * @param dimensions 1, 2 or 3
   * @param kernelSize the window
   * @param stride how far it moves; as far as it is wide if not given
   * @param padding how much is put around what arrives; default 0
   * @param dilation the distance of the window's elements; default 1
   * @param ceilMode whether sizes are rounded up; default false
   */
  public record Max(
      int dimensions,
      List<Integer> kernelSize,
      @Nullable List<Integer> stride,
      List<Integer> padding,
      List<Integer> dilation,
      boolean ceilMode)
      implements LayerPlan {

    public Max {
      kernelSize = Sizes.of("kernelSize", kernelSize, 1, dimensions);
      stride = stride == null ? null : Sizes.of("stride", stride, 1, dimensions);
      padding = Sizes.of("padding", padding, 0, dimensions);
      dilation = Sizes.of("dilation", dilation, 1, dimensions);
    }

    /** Over so many dimensions, with a window of 2 and the defaults. */
    public static Max over(int dimensions) {
      return new Max(dimensions, List.of(2), null, List.of(0), List.of(1), false);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      Sizes.channels(dimensions, input);
      long[] kernel = Sizes.array(kernelSize);
      var builder = switch (dimensions) {
        case 1 -> MaxPool1d.of(kernel);
        case 2 -> MaxPool2d.of(kernel);
        default -> MaxPool3d.of(kernel);
      };
      return builder
          .stride(stride == null ? kernel : Sizes.array(stride))
          .padding(Sizes.array(padding))
          .dilation(Sizes.array(dilation))
          .ceilMode(ceilMode)
          .build();
    }
  }

  /**
   * The mean of each window: {@link org.ockham.nn.AvgPool}.
   *
   * @param dimensions 1, 2 or 3
   * @param kernelSize the window
   * @param stride how far it moves; as far as it is wide if not given
   * @param padding how much is put around what arrives; default 0
   * @param ceilMode whether sizes are rounded up; default false
   * @param countIncludePad whether what is put around counts in the mean; default true
   */
  public record Avg(
      int dimensions,
      List<Integer> kernelSize,
      @Nullable List<Integer> stride,
      List<Integer> padding,
      boolean ceilMode,
      boolean countIncludePad)
      implements LayerPlan {

    public Avg {
      kernelSize = Sizes.of("kernelSize", kernelSize, 1, dimensions);
      stride = stride == null ? null : Sizes.of("stride", stride, 1, dimensions);
      padding = Sizes.of("padding", padding, 0, dimensions);
    }

    /** Over so many dimensions, with a window of 2 and the defaults. */
    public static Avg over(int dimensions) {
      return new Avg(dimensions, List.of(2), null, List.of(0), false, true);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      Sizes.channels(dimensions, input);
      long[] kernel = Sizes.array(kernelSize);
      var builder = switch (dimensions) {
        case 1 -> AvgPool1d.of(kernel);
        case 2 -> AvgPool2d.of(kernel);
        default -> AvgPool3d.of(kernel);
      };
      return builder
          .stride(stride == null ? kernel : Sizes.array(stride))
          .padding(Sizes.array(padding))
          .ceilMode(ceilMode)
          .countIncludePad(countIncludePad)
          .build();
    }
  }

  /**
   * Windows such that what comes out has a given size: {@link org.ockham.nn.AdaptivePool}.
   *
   * @param dimensions 1, 2 or 3
   * @param isMax whether the largest value of each is taken, not the mean
   * @param outputSize the size of each dimension that comes out; default 1
   */
  public record Adaptive(int dimensions, boolean isMax, List<Integer> outputSize)
      implements LayerPlan {

    public Adaptive {
      outputSize = Sizes.of("outputSize", outputSize, 1, dimensions);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      Sizes.channels(dimensions, input);
      long first = outputSize.get(0);
      long last = outputSize.get(outputSize.size() - 1);
      long middle = outputSize.get(outputSize.size() / 2);
      return switch (dimensions) {
        case 1 -> isMax ? new AdaptiveMaxPool1d(first) : new AdaptiveAvgPool1d(first);
        case 2 -> isMax ? new AdaptiveMaxPool2d(first, last) : new AdaptiveAvgPool2d(first, last);
        default ->
          isMax
              ? new AdaptiveMaxPool3d(first, middle, last)
              : new AdaptiveAvgPool3d(first, middle, last);
      };
    }
  }
}
