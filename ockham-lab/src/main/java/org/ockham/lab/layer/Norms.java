package org.ockham.lab.layer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.BatchNorm2d;
import org.ockham.nn.BatchNorm3d;
import org.ockham.nn.ChannelNorm;
import org.ockham.nn.GroupNorm;
import org.ockham.nn.InstanceNorm1d;
import org.ockham.nn.InstanceNorm2d;
import org.ockham.nn.InstanceNorm3d;
import org.ockham.nn.Layer;
import org.ockham.nn.LayerNorm;
import org.ockham.nn.LocalResponseNorm;
import org.ockham.nn.RMSNorm;

/** Norms: (x − mean) / √(variance + eps), scaled and shifted if they are affine. */
public final class Norms {

  private Norms() {}

  /**
   * Each channel over the batch, or over a sample: {@link org.ockham.nn.BatchNorm}, {@link org.ockham.nn.InstanceNorm}.
   *
   * @param dimensions those besides the channels: 1, 2 or 3
   * @param isInstance whether over each sample by itself
   * @param eps what is added to the variance; default 1e-5
   * @param momentum the share of a new batch in the running statistics, default 0.1; nothing for their plain mean
   * @param affine whether a scale and a shift are learnt; default true over a batch, false over a sample
   * @param trackRunningStats whether running statistics are kept for evaluation; default likewise
   */
  public record Channel(
      int dimensions,
      boolean isInstance,
      double eps,
      @Nullable Double momentum,
      boolean affine,
      boolean trackRunningStats)
      implements LayerPlan {

    public Channel {
      Check.positive("eps", eps);
      if (momentum != null) {
        Check.probability("momentum", momentum);
      }
    }

    /** With the defaults. */
    public static Channel of(int dimensions, boolean isInstance) {
      return new Channel(dimensions, isInstance, 1e-5, 0.1, !isInstance, !isInstance);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      long features = Sizes.channels(0, input);
      ChannelNorm.Builder<?> builder = isInstance ? instance(features) : batch(features);
      return builder
          .eps(eps)
          .momentum(momentum)
          .affine(affine)
          .trackRunningStats(trackRunningStats)
          .build();
    }

    private ChannelNorm.Builder<?> instance(long features) {
      return switch (dimensions) {
        case 1 -> InstanceNorm1d.of(features);
        case 2 -> InstanceNorm2d.of(features);
        default -> InstanceNorm3d.of(features);
      };
    }

    private ChannelNorm.Builder<?> batch(long features) {
      return switch (dimensions) {
        case 1 -> BatchNorm1d.of(features);
        case 2 -> BatchNorm2d.of(features);
        default -> BatchNorm3d.of(features);
      };
    }
  }

  /**
   * Each sample over groups of channels: {@link GroupNorm}.
   *
   * @param numGroups how many groups; they divide the channels
   * @param eps what is added to the variance; default 1e-5
   * @param affine whether a scale and a shift are learnt; default true
   */
  public record Group(int numGroups, double eps, boolean affine) implements LayerPlan {

    public Group {
      Check.between("numGroups", numGroups, 1, MOST);
      Check.positive("eps", eps);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return GroupNorm.of(numGroups, Sizes.channels(0, input))
          .eps(eps)
          .affine(affine)
          .build();
    }
  }

  /**
   * Each sample over its last dimensions: {@link org.ockham.nn.LayerNorm}.
   *
   * @param dimensions over how many of the last dimensions; 0 for all, the default
   * @param eps what is added to the variance; default 1e-5
   * @param affine whether a scale is learnt; default true
   * @param bias whether a shift is learnt with it; default true
   */
  public record Last(int dimensions, double eps, boolean affine, boolean bias)
      implements LayerPlan {

    public Last {
      Check.between("dimensions", dimensions, 0, 8);
      Check.positive("eps", eps);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return LayerNorm.of(last(dimensions, input))
          .eps(eps)
          .affine(affine)
          .bias(bias)
          .build();
    }
  }

  /**
   * x / √(mean of squares + eps) over a sample's last dimensions: {@link RMSNorm}.
   *
   * @param dimensions over how many of the last dimensions; 0 for all, the default
   * @param eps what is added; the smallest step from one if not given
   * @param affine whether a scale is learnt; default true
   */
  public record RootMeanSquare(int dimensions, @Nullable Double eps, boolean affine)
      implements LayerPlan {

    public RootMeanSquare {
      Check.between("dimensions", dimensions, 0, 8);
      if (eps != null) {
        Check.positive("eps", eps);
      }
    }

    @Override
    public Layer build(long[] input, int outputs) {
      RMSNorm.Builder builder = RMSNorm.of(last(dimensions, input)).affine(affine);
      return eps == null ? builder.build() : builder.eps(eps).build();
    }
  }

  /**
   * Over neighbouring channels: {@link LocalResponseNorm}.
   *
   * @param size how many channels
   * @param alpha the factor of their squares; default 1e-4
   * @param beta the power; default 0.75
   * @param k what is added; default 1
   */
  public record LocalResponse(int size, double alpha, double beta, double k) implements LayerPlan {

    public LocalResponse {
      Check.between("size", size, 1, MOST);
      Check.finite("alpha", alpha);
      Check.finite("beta", beta);
      Check.finite("k", k);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new LocalResponseNorm(size, alpha, beta, k);
    }
  }

  private static long[] last(int dimensions, long... input) {
    if (dimensions > input.length) {
      throw new IllegalArgumentException(
          "dimensions is " + dimensions + ", but only " + input.length + " arrive");
    }
    return dimensions == 0
        ? input
        : Arrays.copyOfRange(input, input.length - dimensions, input.length);
  }
}
