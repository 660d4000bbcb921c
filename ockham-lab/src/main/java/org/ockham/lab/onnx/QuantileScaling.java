package org.ockham.lab.onnx;

import java.util.List;
import org.ockham.data.table.FittedScaler;
import org.ockham.data.table.Normal;
import org.ockham.data.table.QuantileTransformer;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/**
 * What {@link FittedScaler.Quantiles} does to a column, in ONNX and in doubles. A number's place is found by comparing it with all quantiles: a
 * thousand comparisons are less than what the nodes of a search by halves cost.
 */
final class QuantileScaling {

  private static final DType DOUBLE = DType.FLOAT64;

  private final Value x;
  private final Value quantiles;
  private final int last;

  private QuantileScaling(Value x, List<Double> quantiles) {
    this.x = x;
    last = quantiles.size() - 1;
    double[] ascending = quantiles.stream().mapToDouble(Double::doubleValue).toArray();
    this.quantiles = x.graph().constant(Tensor.ofDoubles(ascending, ascending.length), DOUBLE);
  }

  /** Scales a column of doubles, [n, 1]. */
  static Value scaled(Value x, FittedScaler.Quantiles by) {
    Value share = new QuantileScaling(x, by.quantiles()).share();
    return by.outputDistribution() == QuantileTransformer.Distribution.UNIFORM
        ? share
        : normal(share);
  }

  private Value share() {
    Value below = count("Greater");
    Value upTo = count("GreaterOrEqual");
    Value within = below.sub(1).clamp(0, last - 1);
    Value low = quantile(within).div(2);
    Value high = quantile(within.add(1)).div(2);
    Value between = within.add(x.div(2).sub(low).div(high.sub(low)));
    Value middle = below.add(upTo).sub(1).div(2); // of those that it is equal to
    Value share = below.eq(upTo).where(between, middle).div(last);
    Value beyond = upTo.le(last).where(share, x.scalar(1));
    return below.le(0).where(x.scalar(0), beyond);
  }

  /** How many quantiles the number is so to, [n, 1]. */
  private Value count(String comparison) {
    return x.op(comparison, quantiles)
        .typed(DType.BOOL)
        .shaped(Graph.FREE, last + 1)
        .to(DType.INT32)
        .sum(1)
        .to(DOUBLE);
  }

  private Value quantile(Value place) {
    return quantiles.op("Gather", place.to(DType.INT64)).shaped(Graph.FREE, 1);
  }

  /** {@link Normal}'s quantile; no share comes so near to 0 or 1 that its tail is needed. */
  private static Value normal(Value share) {
    double least = FittedScaler.Quantiles.LEAST_SHARE;
    Value p = share.clamp(least, 1 - least);
    Value q = p.sub(0.5);
    Value centre = q.mul(ratio(q.mul(q).neg().add(0.180625), Normal.CENTRE));
    Value smaller = p.minimum(p.neg().add(1));
    Value flank = ratio(smaller.op("Log").neg().sqrt().sub(1.6), Normal.FLANK);
    Value turned = q.le(0).where(flank.neg(), flank);
    return q.abs().le(0.425).where(centre, turned);
  }

  private static Value ratio(Value x, Normal.Ratio ratio) {
    return polynomial(x, ratio.above()).div(polynomial(x, ratio.below()));
  }

  private static Value polynomial(Value x, List<Double> coefficients) {
    int highest = coefficients.size() - 1;
    Value sum = x.mul(coefficients.get(highest)).add(coefficients.get(highest - 1));
    for (int i = highest - 2; i >= 0; i--) {
      sum = sum.mul(x).add(coefficients.get(i));
    }
    return sum;
  }
}
