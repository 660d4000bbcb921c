package org.ockham.metric;

import java.util.List;

/**
 * The area under the receiver operating characteristic: the probability that something that is there scores above something
 * that is not, equal scores counting half (Hanley, McNeil 1982). 0.5 is chance. A class needs both. See {@link
 * RankedScores} for the targets it takes.
 */
public final class Auroc extends RankedScores {

  @Override
  public String name() {
    return "auroc";
  }

  @Override
  double measure(List<Scored> ranked) {
    long there = 0;
    long absent = 0;
    double above = 0;
    for (int i = 0; i < ranked.size(); ) {
      long tiedThere = 0;
      long tiedAbsent = 0;
      double score = ranked.get(i).score();
      for (; i < ranked.size() && ranked.get(i).score() == score; i++) {
        if (ranked.get(i).there()) {
          tiedThere++;
        } else {
          tiedAbsent++;
        }
      }
      above += tiedAbsent * (there + 0.5 * tiedThere);
      there += tiedThere;
      absent += tiedAbsent;
    }
    return there == 0 || absent == 0 ? Double.NaN : above / ((double) there * absent);
  }
}
