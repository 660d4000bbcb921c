package org.ockham.lab.training;

import java.util.List;
import org.ockham.check.Check;
import org.ockham.data.DataSampler;
import org.ockham.data.Dataset;

/**
 * Samples drawn in proportion to the weight of their class, with replacement: {@link DataSampler.Weighted}.
 *
 * @param weights one a class, each at least 0
 */
public record WeightedClasses(List<Double> weights) implements SamplingPlan {

  public WeightedClasses {
    if (weights.isEmpty() || weights.size() > 100_000) {
      throw new IllegalArgumentException(
          "weights has " + weights.size() + " numbers: give one for each class");
    }
    weights.forEach(weight -> Check.notNegative("weights", weight));
    weights = List.copyOf(weights);
  }

  @Override
  public DataSampler over(Dataset train) {
    return DataSampler.byClass(
        train, weights.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
