package org.ockham.lab.layer;

import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.nn.DropConnect;
import org.ockham.nn.Layer;

/** Linear layers, over the last dimension of what arrives. */
public final class Linears {

  private Linears() {}

  /**
   * x·Wᵀ + b: {@link org.ockham.nn.Linear}.
   *
   * @param outFeatures how many numbers come out; as many as the network gives if not given
   * @param bias whether there is b; default true
   */
  public record Linear(@Nullable Integer outFeatures, boolean bias) implements LayerPlan {

    public Linear {
      width("outFeatures", outFeatures);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.Linear(
          Sizes.last(input), outFeatures == null ? outputs : outFeatures, bias);
    }
  }

  /**
   * Linear with single weights dropped in training: {@link DropConnect}.
   *
   * @param outFeatures how many numbers come out; as many as the network gives if not given
   * @param p the probability; default 0.5
   * @param bias whether there is a bias; default true
   */
  public record Dropped(@Nullable Integer outFeatures, double p, boolean bias)
      implements LayerPlan {

    public Dropped {
      width("outFeatures", outFeatures);
      Check.probability("p", p);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new DropConnect(
          Sizes.last(input), outFeatures == null ? outputs : outFeatures, p, bias);
    }
  }

  static void width(String name, @Nullable Integer width) {
    if (width != null) {
      Check.between(name, width, 1, LayerPlan.MOST);
    }
  }
}
