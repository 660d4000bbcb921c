package org.ockham.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.schedule.Curve;
import org.ockham.schedule.Schedule;
import org.ockham.schedule.Scheduler;
import org.ockham.state.SavedState;
import org.ockham.state.Stateful;

/**
 * How the learning rate of a fit changes: a {@link Schedule}, and what moves it on. It moves before a step, or before an epoch, and
 * never after one: whoever looks at the rate then sees the one that the step was made with.
 *
 * @param schedule the schedule
 * @param unit what it moves on with
 * @param tag the metric it is given whenever that has been measured; null for a schedule that {@linkplain Schedule#followsMetric
 *     follows none}
 */
public record RateSchedule(
    Schedule schedule, Unit unit, @Nullable String tag) {

  /** What a schedule moves on with. */
  public enum Unit {
    /** Every step of the optimiser. */
    STEP,
    /** Every epoch. */
    EPOCH
  }

  public RateSchedule {
    if (schedule.followsMetric() != (tag != null)) {
      throw new IllegalArgumentException(
          tag == null
              ? schedule + " follows a metric: say which with RateSchedule.following(schedule, tag)"
              : schedule + " follows no metric: use RateSchedule.perStep or perEpoch");
    }
    if (tag != null) {
      Monitor.of(tag);
      if (unit == Unit.STEP) {
        throw new IllegalArgumentException(
            schedule + " follows " + tag + ", which is measured at most once an epoch, not a step");
      }
    }
  }

  /** None: the rate stays as the optimiser was made with. */
  public static RateSchedule none() {
    return perEpoch((Curve) (epoch, initial) -> initial);
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
    return new RateSchedule(schedule, Unit.EPOCH, tag);
  }

  /** Puts the optimiser of a fit at its first rate. */
  Course over(Fit fit) {
    if (tag != null) {
      Monitor.of(tag).check(fit);
    }
    try {
      return new Course(this, schedule.over(fit.optimizer()));
    } catch (IllegalArgumentException e) { // it does not go with this optimiser
      throw new TrainingException(String.valueOf(e.getMessage()), e);
    }
  }

  /** A schedule in a fit. */
  static final class Course implements Stateful {
    private final RateSchedule config;
    private final Scheduler scheduler;
    private @Nullable Double measured;
    private long movedTo;

    private Course(RateSchedule config, Scheduler scheduler) {
      this.config = config;
      this.scheduler = scheduler;
    }

    /** The next step will be the one after so many. One that came to nothing, and is tried again, does not move the schedule twice. */
    void beforeStep(long steps) {
      if (config.unit == Unit.STEP && steps > movedTo) {
        scheduler.advance();
        movedTo = steps;
      }
    }

    /** The next epoch will be this one, from 1. */
    void beforeEpoch(int epoch) {
      if (measured != null) {
        scheduler.advance(measured);
        measured = null;
      } else if (config.unit == Unit.EPOCH && config.tag == null && epoch > 1) {
        scheduler.advance();
      }
    }

    void afterEpoch(Map<String, Double> metrics) {
      measured = config.tag == null ? null : metrics.get(config.tag);
    }

    @Override
    public SavedState state() {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      values.put("scheduler", scheduler.state());
      values.put("measured", measured);
      values.put("movedTo", movedTo);
      return SavedState.of(values);
    }

    @Override
    public void restore(SavedState saved) {
      Double savedMeasured =
          saved.values().get("measured") == null ? null : saved.number("measured");
      long savedMovedTo = saved.whole("movedTo");
      scheduler.restore(saved.numbersOf("scheduler"));
      measured = savedMeasured;
      movedTo = savedMovedTo;
    }
  }
}
