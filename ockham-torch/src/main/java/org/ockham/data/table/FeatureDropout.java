package org.ockham.data.table;

import java.util.Arrays;
import org.ockham.augment.Draws;
import org.ockham.check.Check;

/**
 * Each column of a row is hidden with probability p: its inputs become 0. For a number that is standardised this is its mean, for a
 * one-hot vector no category, for a code that of an unknown one. Nothing is scaled up for it. Not for an {@link OrdinalEncoder}'s numbers or
 * a {@link MinMaxScaler}'s, where 0 is a value like others.
 *
 * @param p the probability
 */
public record FeatureDropout(double p) implements TableTransform {

  public FeatureDropout {
    Check.probability("p", p);
  }

  @Override
  public void apply(float[] row, TableDataset source, Draws draws) {
    for (Feature feature : source.features()) {
      if (draws.chance(p)) {
        Arrays.fill(row, feature.start(), feature.start() + feature.width(), 0);
      }
    }
  }
}
