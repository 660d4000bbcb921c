package org.ockham.lab.exercise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rosenblatt's rule at work from weights of 0: pass after pass over the points, w ← w + y·x where one is on the wrong side.
 *
 * @param line the best that it came by, which is the last if it came to an end
 * @param mistakes in each pass; it ends with 0 if the rule came to an end
 */
record Rosenblatt(DecisionLine line, List<Integer> mistakes) {

  static Rosenblatt on(PlanePoints points, int passes) {
    DecisionLine line = new DecisionLine(0, 0, 0);
    DecisionLine best = line;
    List<Integer> mistakes = new ArrayList<>();
    for (int pass = 0; pass < passes; pass++) {
      int count = 0;
      for (int i = 0; i < points.size(); i++) {
        if (line.isMistaken(points, i)) {
          line = line.corrected(points, i, 1);
          best = line.accuracy(points) > best.accuracy(points) ? line : best;
          count++;
        }
      }
      mistakes.add(count);
      if (count == 0) {
        break;
      }
    }
    return new Rosenblatt(best, mistakes);
  }

  boolean hasEnded() {
    return mistakes.get(mistakes.size() - 1) == 0;
  }

  int allMistakes() {
    return mistakes.stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * After how many passes it is where it was before, so that it never ends; 0 if it ended, or did not come back in so many passes. For
   * points with whole coordinates, whose sums are exact.
   */
  static int cycle(PlanePoints points, int passes) {
    Map<DecisionLine, Integer> seen = new HashMap<>();
    DecisionLine line = new DecisionLine(0, 0, 0);
    for (int pass = 0; pass < passes; pass++) {
      Integer before = seen.put(line, pass);
      if (before != null) {
        return pass - before;
      }
      boolean isMistaken = false;
      for (int i = 0; i < points.size(); i++) {
        if (line.isMistaken(points, i)) {
          line = line.corrected(points, i, 1);
          isMistaken = true;
        }
      }
      if (!isMistaken) {
        return 0;
      }
    }
    return 0;
  }
}
