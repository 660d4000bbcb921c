package org.ockham.lab.layer;

import java.util.List;
import org.ockham.nn.Layer;
import org.ockham.nn.SpectralNorm;
import org.ockham.nn.WeightNorm;

/** Layers that hold others. */
public final class Blocks {

  private Blocks() {}

  /**
   * shortcut(x) + branch(x): {@link org.ockham.nn.Residual}.
   *
   * @param layers the branch
   * @param shortcut the way around it; what arrives, unchanged, if there are none
   */
  public record Residual(List<NamedLayer> layers, List<NamedLayer> shortcut) implements LayerPlan {

    public Residual {
      layers = new Stacked(layers).layers();
      shortcut = List.copyOf(shortcut);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      Layer branch = new Stacked(layers).build(input, outputs);
      return shortcut.isEmpty()
          ? new org.ockham.nn.Residual(branch)
          : new org.ockham.nn.Residual(branch, Stacked.build("shortcut", shortcut, input, outputs));
    }
  }

  /** What a weight is made of. */
  public enum Weight {
    /** A length and a direction: {@link WeightNorm}. */
    NORMED,
    /** A matrix of spectral norm 1: {@link SpectralNorm}. */
    SPECTRAL
  }

  /**
   * A layer whose weight is computed from other parameters.
   *
   * @param weight how
   * @param layer which layer
   */
  public record Parametrized(Weight weight, LayerPlan layer) implements LayerPlan {
    @Override
    public Layer build(long[] input, int outputs) {
      Layer plain = layer.build(input, outputs);
      return weight == Weight.NORMED ? WeightNorm.on(plain) : SpectralNorm.on(plain);
    }
  }
}
