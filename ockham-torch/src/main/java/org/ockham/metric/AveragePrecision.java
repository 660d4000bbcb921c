package org.ockham.metric;

import java.util.List;

/**
 * Σ (Rᵢ − Rᵢ₋₁) · Pᵢ over thresholds from the highest score down, R recall and P precision there: the area under their curve
 * without interpolation. Chance is the share of what is there. A class needs something that is there. See {@link
 * RankedScores} for the targets it takes.
 */
public final class AveragePrecision extends RankedScores {

  @Override
  public String name() {
    return "average_precision";
  }

  @Override
  double measure(List<Scored> ranked) {
    long total = ranked.stream().filter(Scored::there).count();
    if (total == 0) {
      return Double.NaN;
    }
    double area = 0;
    long there = 0;
    for (int i = 0; i < ranked.size(); ) {
      long before = there;
      double score = ranked.get(i).score();
      for (; i < ranked.size() && ranked.get(i).score() == score; i++) {
        there += ranked.get(i).there() ? 1 : 0;
      }
      area += (double) (there - before) / total * there / i;
    }
    return area;
  }
}
