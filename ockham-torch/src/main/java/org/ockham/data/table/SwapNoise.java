package org.ockham.data.table;

import org.ockham.augment.Draws;
import org.ockham.check.Check;

/**
 * Each column of a row takes the inputs of another row, drawn from the same data set, with probability p: every input stays one that
 * occurs.
 *
 * @param p the probability; customary 0.05 to 0.2
 */
public record SwapNoise(double p) implements TableTransform {

  public SwapNoise {
    Check.probability("p", p);
  }

  @Override
  public void apply(float[] row, TableDataset source, Draws draws) {
    for (Feature feature : source.features()) {
      if (draws.chance(p)) {
        int other = draws.below(source.size());
        for (int i = feature.start(); i < feature.start() + feature.width(); i++) {
          row[i] = source.input(other, i);
        }
      }
    }
  }
}
