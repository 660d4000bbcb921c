package org.ockham.search.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ockham.search.StudyResult;

/** How much each parameter matters for an objective. */
public interface Importance {

  /**
   * The share of each parameter.
   *
   * @param result the study's trials
   * @param objective which value, from 0
   * @return shares that add up to 1 (or are all 0 if nothing matters), the largest first; parameters that not all complete
   *     trials have, and those with one value, are left out; empty if there are fewer than two trials
   */
  Map<String, Double> of(StudyResult result, int objective);

  /**
   * The share of each parameter for the first objective.
   *
   * @param result the study's trials
   * @return as {@link #of(StudyResult, int)}
   */
  default Map<String, Double> of(StudyResult result) {
    return of(result, 0);
  }

  /**
   * Raw importances divided by their sum, the largest first.
   *
   * @param raw numbers, at least 0
   * @return the shares
   */
  static Map<String, Double> shares(Map<String, Double> raw) {
    double sum = raw.values().stream().mapToDouble(x -> x).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    raw.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> shares.put(entry.getKey(), sum > 0 ? entry.getValue() / sum : 0));
    return shares;
  }
}
