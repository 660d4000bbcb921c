package org.ockham.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.FrozenTrial;

/** What a trial reports: a step that is reported again has the mean of its measurements. */
final class Measurements {

  private static final String COUNTS = "ockham:measurements";

  private final Map<Integer, Integer> counts = new TreeMap<>();
  private final Map<Integer, double[]> means = new LinkedHashMap<>();

  /** Takes a measurement, one value for each objective; what the trial is to note of it. */
  TrialWrite add(int step, double... values) {
    int count = counts.merge(step, 1, Integer::sum);
    double[] mean = means.computeIfAbsent(step, at -> values.clone());
    if (count > 1) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += (values[i] - mean[i]) / count;
      }
    }
    TrialWrite write = TrialWrite.NOTHING.withIntermediate(step, mean[0]);
    if (count > 1) {
      write = write.withSystemAttribute(COUNTS, repeated());
    }
    return mean.length == 1 ? write : write.withSystemAttribute(FrozenTrial.VECTORS, vectors());
  }

  private Map<String, @Nullable Object> repeated() {
    Map<String, @Nullable Object> repeated = new LinkedHashMap<>();
    counts.forEach((step, count) -> {
      if (count > 1) {
        repeated.put(step.toString(), count);
      }
    });
    return repeated;
  }

  /** JSON has no NaN and no infinities: they are left out. */
  private Map<String, @Nullable Object> vectors() {
    Map<String, @Nullable Object> vectors = new LinkedHashMap<>();
    means.forEach((step, mean) -> {
      List<@Nullable Double> vector = new ArrayList<>();
      for (double value : mean) {
        vector.add(Double.isFinite(value) ? (Double) value : null);
      }
      vectors.put(step.toString(), vector);
    });
    return vectors;
  }
}
