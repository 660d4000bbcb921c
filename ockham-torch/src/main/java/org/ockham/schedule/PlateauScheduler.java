package org.ockham.schedule;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.optim.ParameterGroup;

/** {@link ReduceLROnPlateau} at work. */
final class PlateauScheduler implements Scheduler {

  private final ReduceLROnPlateau config;
  private final List<ParameterGroup> groups;
  private final Plateau plateau;

  PlateauScheduler(ReduceLROnPlateau config, List<ParameterGroup> groups) {
    this.config = config;
    this.groups = groups;
    this.plateau = new Plateau(config);
  }

  @Override
  public void advance() {
    throw new IllegalStateException(
        "ReduceLROnPlateau follows a metric: call advance(metric) after each measurement");
  }

  @Override
  public void advance(double metric) {
    if (plateau.isReached(metric)) {
      groups.forEach(group -> group.rate(config.lowered(group.rate())));
    }
  }

  @Override
  public Map<String, Double> state() {
    Map<String, Double> state = new LinkedHashMap<>();
    state.put("best", plateau.best);
    state.put("waited", (double) plateau.waited);
    state.put("cooling", (double) plateau.cooling);
    for (int i = 0; i < groups.size(); i++) {
      state.put("rate." + i, groups.get(i).rate());
    }
    return state;
  }

  @Override
  public void restore(Map<String, Double> saved) {
    if (!state().keySet().equals(saved.keySet())) {
      throw new IllegalArgumentException("the saved state of a schedule has " + saved.keySet()
          + " where " + state().keySet() + " is expected: it is another schedule's");
    }
    plateau.best = requireNonNull(saved.get("best"));
    plateau.waited = requireNonNull(saved.get("waited")).intValue();
    plateau.cooling = requireNonNull(saved.get("cooling")).intValue();
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).rate(requireNonNull(saved.get("rate." + i)));
    }
  }
}
