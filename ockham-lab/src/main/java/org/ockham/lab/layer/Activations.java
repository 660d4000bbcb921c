package org.ockham.lab.layer;

import org.ockham.check.Check;
import org.ockham.nn.GELU;
import org.ockham.nn.Layer;

/** Activations that have settings, as PyTorch names them. */
public final class Activations {

  private Activations() {}

  /**
   * x, or alpha·(eˣ − 1) below 0.
   *
   * @param alpha of the part below 0; default 1
   */
  public record Elu(double alpha) implements LayerPlan {
    public Elu {
      Check.finite("alpha", alpha);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.ELU(alpha);
    }
  }

  /**
   * x, or alpha·(e^(x/alpha) − 1) below 0.
   *
   * @param alpha of the part below 0, not 0; default 1
   */
  public record Celu(double alpha) implements LayerPlan {
    public Celu {
      Check.positive("alpha", alpha);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.CELU(alpha);
    }
  }

  /**
   * x·Φ(x).
   *
   * @param approximate whether Φ is computed by tanh; default none
   */
  public record Gelu(GELU.Approximation approximate) implements LayerPlan {
    @Override
    public Layer build(long[] input, int outputs) {
      return new GELU(approximate);
    }
  }

  /**
   * x, or 0 near 0.
   *
   * @param lambda below which numbers become 0; default 0.5
   */
  public record Hardshrink(double lambda) implements LayerPlan {
    public Hardshrink {
      Check.notNegative("lambda", lambda);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.Hardshrink(lambda);
    }
  }

  /**
   * x nearer to 0, or 0.
   *
   * @param lambda by which numbers come nearer to 0; default 0.5
   */
  public record Softshrink(double lambda) implements LayerPlan {
    public Softshrink {
      Check.notNegative("lambda", lambda);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.Softshrink(lambda);
    }
  }

  /**
   * Numbers cut off at two bounds.
   *
   * @param min the least; default −1
   * @param max the most; default 1
   */
  public record Hardtanh(double min, double max) implements LayerPlan {
    public Hardtanh {
      Check.finite("min", min);
      Check.finite("max", max);
      if (min > max) {
        throw new IllegalArgumentException("min is " + min + ", but max is " + max);
      }
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.Hardtanh(min, max);
    }
  }

  /**
   * x, or negativeSlope·x below 0.
   *
   * @param negativeSlope below 0; default 0.01
   */
  public record LeakyRelu(double negativeSlope) implements LayerPlan {
    public LeakyRelu {
      Check.finite("negativeSlope", negativeSlope);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.LeakyReLU(negativeSlope);
    }
  }

  /**
   * Slopes below 0 that are learnt.
   *
   * @param perChannel whether each channel has its own; default false
   * @param init at which they begin; default 0.25
   */
  public record Prelu(boolean perChannel, double init) implements LayerPlan {
    public Prelu {
      Check.finite("init", init);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.PReLU(perChannel ? Sizes.channels(0, input) : 1, init);
    }
  }

  /**
   * Slopes below 0 that are drawn in training.
   *
   * @param lower the least; default 1/8
   * @param upper the most; default 1/3
   */
  public record Rrelu(double lower, double upper) implements LayerPlan {
    public Rrelu {
      Check.finite("lower", lower);
      Check.finite("upper", upper);
      if (lower > upper) {
        throw new IllegalArgumentException("lower is " + lower + ", but upper is " + upper);
      }
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.RReLU(lower, upper);
    }
  }

  /**
   * ln(1 + e^(beta·x)) / beta.
   *
   * @param beta how sharp the bend is; default 1
   * @param threshold above which beta·x counts as straight; default 20
   */
  public record Softplus(double beta, double threshold) implements LayerPlan {
    public Softplus {
      Check.positive("beta", beta);
      Check.finite("threshold", threshold);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.Softplus(beta, threshold);
    }
  }

  /**
   * x above a threshold, else a value.
   *
   * @param threshold the threshold
   * @param value what stands for what is not above it
   */
  public record Threshold(double threshold, double value) implements LayerPlan {
    public Threshold {
      Check.finite("threshold", threshold);
      Check.finite("value", value);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return new org.ockham.nn.Threshold(threshold, value);
    }
  }

  /** What is done along a dimension. */
  public enum Along {
    SOFTMAX,
    SOFTMIN,
    LOG_SOFTMAX,
    GLU
  }

  /**
   * Along one dimension.
   *
   * @param what is done
   * @param dim along which, 0 being the batch, −1 the last; default −1
   */
  public record Dimension(Along what, int dim) implements LayerPlan {
    public Dimension {
      Check.between("dim", dim, -8, 8);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return switch (what) {
        case SOFTMAX -> new org.ockham.nn.Softmax(dim);
        case SOFTMIN -> new org.ockham.nn.Softmin(dim);
        case LOG_SOFTMAX -> new org.ockham.nn.LogSoftmax(dim);
        case GLU -> new org.ockham.nn.GLU(dim);
      };
    }
  }
}
