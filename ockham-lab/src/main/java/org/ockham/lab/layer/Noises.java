package org.ockham.lab.layer;

import org.ockham.check.Check;
import org.ockham.nn.Layer;

/** What is random in training, and nothing in evaluation. */
public final class Noises {

  private Noises() {}

  /** What is dropped together. */
  public enum Unit {
    /** Each number by itself: {@link org.ockham.nn.Dropout}. */
    NUMBER,
    /** A channel of one dimension. */
    CHANNEL_1D,
    CHANNEL_2D,
    CHANNEL_3D,
    /** Each number, kept at mean and variance: {@link org.ockham.nn.AlphaDropout}. */
    ALPHA,
    /** The same of channels. */
    FEATURE_ALPHA
  }

  /**
   * Numbers or channels that become 0 in training.
   *
   * @param unit what is dropped together
   * @param p the probability; default 0.5
   */
  public record Dropout(Unit unit, double p) implements LayerPlan {

    public Dropout {
      Check.probability("p", p);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return switch (unit) {
        case NUMBER -> new org.ockham.nn.Dropout(p);
        case CHANNEL_1D -> new org.ockham.nn.Dropout1d(p);
        case CHANNEL_2D -> new org.ockham.nn.Dropout2d(p);
        case CHANNEL_3D -> new org.ockham.nn.Dropout3d(p);
        case ALPHA -> new org.ockham.nn.AlphaDropout(p);
        case FEATURE_ALPHA -> new org.ockham.nn.FeatureAlphaDropout(p);
      };
    }
  }

  /**
   * x + std·noise: {@link org.ockham.nn.GaussianNoise}.
   *
   * @param std the noise's deviation
   */
  public record Gaussian(double std) implements LayerPlan {

    public Gaussian {
      Check.notNegative("std", std);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.GaussianNoise(std);
    }
  }

  /**
   * A branch that is left out at times: {@link org.ockham.nn.StochasticDepth}.
   *
   * @param p the probability
   * @param mode whether each sample by itself or the whole batch; default row
   */
  public record Depth(double p, org.ockham.nn.StochasticDepth.Mode mode) implements LayerPlan {

    public Depth {
      Check.probability("p", p);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.StochasticDepth(p, mode);
    }
  }
}
