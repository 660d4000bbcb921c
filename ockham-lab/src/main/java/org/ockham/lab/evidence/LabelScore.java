package org.ockham.lab.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * How well one of several labels is told on the test data, a sample having it where its output is over 0 (a probability over ½).
 *
 * @param label its name
 * @param samples how many have it
 * @param precision the share of those that are said to have it and do
 * @param recall the share of those that have it and are said to
 * @param f1 the harmonic mean of both
 */
public record LabelScore(String label, long samples, double precision, double recall, double f1) {

  /** Of each label, from outputs and targets, sample after sample. */
  static List<LabelScore> of(List<String> labels, double[] outputs, double[] targets) {
    List<LabelScore> scores = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      long hits = 0;
      long said = 0;
      long have = 0;
      for (int i = label; i < targets.length; i += labels.size()) {
        boolean isSaid = outputs[i] > 0;
        boolean has = targets[i] > 0.5;
        said += isSaid ? 1 : 0;
        have += has ? 1 : 0;
        hits += isSaid && has ? 1 : 0;
      }
      scores.add(new LabelScore(
          labels.get(label),
          have,
          ratio(hits, said),
          ratio(hits, have),
          ratio(2 * hits, said + have)));
    }
    return scores;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
