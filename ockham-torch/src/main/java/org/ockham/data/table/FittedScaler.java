package org.ockham.data.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;
import org.ockham.check.Check;
import org.ockham.data.DataException;

/** A scale that was learnt from the training part. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FittedScaler.Affine.class, name = "affine"),
  @JsonSubTypes.Type(value = FittedScaler.Quantiles.class, name = "quantiles")
})
public sealed interface FittedScaler {

  /** The number on this scale. */
  double scaled(double value);

  /**
   * (x − center) / scale + shift.
   *
   * @param center what is taken away
   * @param scale what the rest is divided by, over 0
   * @param shift what is added
   */
  record Affine(double center, double scale, double shift) implements FittedScaler {
    public Affine {
      Check.finite("center", center);
      Check.positive("scale", scale);
      Check.finite("shift", shift);
    }

    @Override
    public double scaled(double value) {
      return (value - center) / scale + shift;
    }
  }

  /**
   * Where the number lies among quantiles.
   *
   * @param quantiles at equal shares from 0 to 1, ascending, at least 2
   * @param outputDistribution what comes out
   */
  record Quantiles(List<Double> quantiles, QuantileTransformer.Distribution outputDistribution)
      implements FittedScaler {

    /** As near as a share comes to 0 and 1 before it becomes a normal number: scikit-learn's bound. */
    public static final double LEAST_SHARE = 1e-7 - Math.ulp(1.0);

    public Quantiles {
      quantiles = List.copyOf(quantiles);
      if (quantiles.size() < 2) {
        throw new DataException(
            "A scale has " + quantiles.size() + " quantiles, but needs at least 2.");
      }
      double last = -Double.MAX_VALUE;
      for (double each : quantiles) {
        if (!Double.isFinite(each) || each < last) {
          throw new DataException("A scale has the quantile " + each + " after " + last
              + ", but they must be finite and ascending.");
        }
        last = each;
      }
    }

    @Override
    public double scaled(double value) {
      double share = share(value);
      if (outputDistribution == QuantileTransformer.Distribution.UNIFORM) {
        return share;
      }
      return Normal.quantile(Math.min(Math.max(share, LEAST_SHARE), 1 - LEAST_SHARE));
    }

    private double share(double value) {
      int last = quantiles.size() - 1;
      if (value <= quantiles.get(0)) {
        return 0;
      } else if (value >= quantiles.get(last)) {
        return 1;
      }
      int at = Collections.binarySearch(quantiles, value);
      if (at < 0) {
        int above = -at - 1;
        double below = quantiles.get(above - 1);
        // By halves, because the range may be more than a double holds.
        double between = (value / 2 - below / 2) / (quantiles.get(above) / 2 - below / 2);
        return (above - 1 + between) / last;
      }
      int from = at;
      int to = at;
      while (from > 0 && quantiles.get(from - 1) == value) {
        from--;
      }
      while (to < last && quantiles.get(to + 1) == value) {
        to++;
      }
      return (from + to) / 2.0 / last;
    }
  }
}
