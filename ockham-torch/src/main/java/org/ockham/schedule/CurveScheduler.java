package org.ockham.schedule;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ockham.optim.Optimizer;
import org.ockham.optim.ParameterGroup;

/** Walks along a curve, for each group of parameters from its own initial rate. */
final class CurveScheduler implements Scheduler {

  private final Curve curve;
  private final Optimizer optimizer;
  private List<Curve> curves = List.of();
  private long step;

  CurveScheduler(Curve curve, Optimizer optimizer) {
    this.curve = curve;
    this.optimizer = optimizer;
    apply();
  }

  @Override
  public void advance(double metric) {
    step++;
    apply();
  }

  private void apply() {
    List<ParameterGroup> groups = optimizer.groups();
    if (curves.size() != groups.size()) { // at first, and when a group has been added
      groups.forEach(this::checkMomentum);
      curves = IntStream.range(0, groups.size())
          .mapToObj(i -> curve.ofGroup(i, groups.size()))
          .toList();
    }
    for (int i = 0; i < curves.size(); i++) {
      ParameterGroup group = groups.get(i);
      Curve own = curves.get(i);
      group.rate(own.rate(step, group.initialRate()));
      if (own.cyclesMomentum()) {
        group.momentum(own.momentum(step, group.initialMomentum().orElseThrow()));
      }
    }
  }

  private void checkMomentum(ParameterGroup group) {
    if (curve.cyclesMomentum() && group.initialMomentum().isEmpty()) {
      throw new IllegalArgumentException(curve + " cycles the momentum, but the optimiser has"
          + " none: choose one with momentum, or cycleMomentum(false)");
    }
  }

  @Override
  public Map<String, Double> state() {
    return Map.of("step", (double) step);
  }

  @Override
  public void restore(Map<String, Double> saved) {
    if (!saved.containsKey("step")) {
      throw new IllegalArgumentException("the saved state of a schedule has " + saved.keySet()
          + " where step is expected: it is another schedule's");
    }
    step = requireNonNull(saved.get("step")).longValue();
    apply();
  }
}
