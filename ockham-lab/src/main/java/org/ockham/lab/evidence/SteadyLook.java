package org.ockham.lab.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.state.SavedState;

/**
 * Looks at some steps of a run at equal distances, however many it will have: at first at every one, and whenever there are as many looks
 * as may be, every second of them is forgotten and the distance doubled. So there are between half of that and all of it in the end, and
 * which they are depends on nothing but the number of steps.
 */
final class SteadyLook {

  private final int most;
  private long distance = 1;
  private final List<Long> steps = new ArrayList<>();
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  SteadyLook(int most) {
    this.most = most;
  }

  void clear() {
    distance = 1;
    steps.clear();
    values.clear();
  }

  /** Whether a step, from 1, is to be looked at. */
  boolean isDue(long step) {
    return (step - 1) % distance == 0;
  }

  /** Takes what was seen at a step that was due; the names are the same each time. */
  void add(long step, Map<String, Double> seen) {
    steps.add(step);
    seen.forEach((name, value) ->
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(rounded(value)));
    if (steps.size() >= most) {
      distance *= 2;
      thin(steps);
      values.values().forEach(SteadyLook::thin);
    }
  }

  private static void thin(List<?> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      if (i % 2 == 1) {
        list.remove(i);
      }
    }
  }

  /** As exactly as a chart can show it: a float says it in fewer digits. */
  private static double rounded(double value) {
    return Double.parseDouble(Float.toString((float) value));
  }

  Series series() {
    return new Series(steps, values);
  }

  /** Nothing as long as nothing was seen: a run that began before there was a look goes on with one. */
  SavedState state() {
    return steps.isEmpty()
        ? SavedState.nothing()
        : SavedState.of(Map.of("distance", distance, "steps", steps, "values", values));
  }

  void restore(SavedState saved) {
    clear();
    if (saved.isEmpty()) {
      return;
    }
    distance = saved.whole("distance");
    saved.list("steps").forEach(step -> steps.add((Long) step));
    SavedState named = SavedState.of(saved.map("values"));
    named
        .values()
        .keySet()
        .forEach(name -> values.put(name, new ArrayList<>(named.numberList(name))));
  }
}
