package org.ockham.data.table;

import org.ockham.augment.Draws;
import org.ockham.check.Check;

/**
 * x + std · ε, ε ~ N(0, 1), for each input that is a number; categories stay, and so do indicators of what was missing. For numbers of
 * one scale, as {@link StandardScaler} gives them. The codes of an {@link OrdinalEncoder} are numbers too, of a scale of their own: with
 * much noise one category becomes another.
 *
 * @param std the noise's deviation, at least 0
 */
public record NumberNoise(double std) implements TableTransform {

  public NumberNoise {
    Check.notNegative("std", std);
  }

  @Override
  public void apply(float[] row, TableDataset source, Draws draws) {
    for (Feature feature : source.features()) {
      if (feature.kind() == Feature.Kind.NUMBER) {
        row[feature.start()] += (float) (std * draws.normal());
      }
    }
  }
}
