package org.ockham.train;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.schedule.Schedule;
import org.ockham.schedule.Scheduler;

/** Has a {@link Schedule} change the learning rate as training goes on. */
public final class RateSchedule implements Callback {

  private enum Unit {
    STEP,
    EPOCH
  }

  private final Schedule schedule;
  private final Unit unit;
  private final @Nullable Monitor monitor;
  private @Nullable Scheduler scheduler;

  private RateSchedule(Schedule schedule, Unit unit, @Nullable Monitor monitor) {
    if (schedule.followsMetric() != (monitor != null)) {
      throw new IllegalArgumentException(
          monitor == null
              ? schedule + " follows a metric: say which with RateSchedule.following(schedule, tag)"
              : schedule + " follows no metric: use RateSchedule.perStep or perEpoch");
    }
    this.schedule = schedule;
    this.unit = unit;
    this.monitor = monitor;
  }

  /** The schedule's unit is a step of the optimiser. */
  public static RateSchedule perStep(Schedule schedule) {
    return new RateSchedule(schedule, Unit.STEP, null);
  }

  /** The schedule's unit is an epoch. */
  public static RateSchedule perEpoch(Schedule schedule) {
    return new RateSchedule(schedule, Unit.EPOCH, null);
  }

  /** The schedule is given this metric whenever it has been measured. */
  public static RateSchedule following(Schedule schedule, String tag) {
    return new RateSchedule(schedule, Unit.EPOCH, Monitor.of(tag));
  }

  @Override
  public void onFitStart(Fit fit) {
    if (monitor != null) {
      monitor.check(fit);
    }
    scheduler = schedule.over(fit.optimizer());
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    if (unit == Unit.STEP && scheduler != null) {
      scheduler.advance();
    }
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    if (unit == Unit.STEP || scheduler == null) {
      return;
    }
    if (monitor == null) {
      scheduler.advance();
    } else if (metrics.containsKey(monitor.tag())) {
      scheduler.advance(metrics.getOrDefault(monitor.tag(), Double.NaN));
    }
  }
}
