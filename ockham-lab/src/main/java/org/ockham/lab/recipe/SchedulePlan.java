package org.ockham.lab.recipe;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.catalogue.Section;
import org.ockham.schedule.Schedule;
import org.ockham.schedule.StepLR;
import org.ockham.train.RateSchedule;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the learning rate changes.
 *
 * @param schedule which schedule; its settings stand beside the others
 * @param unit what its steps are; default steps of the optimiser
 * @param monitor the metric that it follows, if it follows one
 */
public record SchedulePlan(
    Schedule schedule, RateSchedule.Unit unit, @Nullable String monitor) {

  static final Component<SchedulePlan> COMPONENT = Catalogue.standard()
      .part(new SchedulePlan(StepLR.every(30), RateSchedule.Unit.STEP, null))
      .flat("schedule", "totalSteps")
      .idle("unit", plan -> plan.monitor != null);

  public SchedulePlan {
    if (schedule.followsMetric() && monitor == null) {
      throw new IllegalArgumentException(
          "monitor is missing: this schedule follows a metric, such as val/loss");
    }
    if (!schedule.followsMetric() && monitor != null) {
      throw new IllegalArgumentException("monitor is " + monitor
          + ", but this schedule follows no metric: leave it out, or take plateau");
    }
    rates(schedule, unit, monitor);
  }

  /**
   * Where a schedule of so many steps does not say how many, it is over all of the training's.
   *
   * @param settings all settings of a variant; completed
   */
  static void complete(Section settings) {
    if (settings.node("schedule") instanceof ObjectNode plan
        && !plan.has("totalSteps")
        && isCounted(plan.path("kind").asString(""))) {
      TrainingPlan train = TrainingPlan.COMPONENT.read(settings.section("train"), Map.of());
      DataPlan data = DataPlan.COMPONENT.read(settings.section("data"), Map.of());
      long batches = (data.fitted() + train.batch() - 1L) / train.batch();
      long epoch = (batches + train.accumulate() - 1) / train.accumulate();
      boolean byEpoch = plan.path("unit").asString("").equals("epoch");
      plan.put("totalSteps", train.epochs() * (byEpoch ? 1 : epoch));
    }
  }

  private static boolean isCounted(String word) {
    Catalogue catalogue = Catalogue.standard();
    return catalogue.words(Kind.SCHEDULE).contains(word)
        && catalogue.named(Kind.SCHEDULE, word).settings().stream()
            .anyMatch(setting -> setting.word().equals("totalSteps"));
  }

  /** For a trainer. */
  public RateSchedule rates() {
    return rates(schedule, unit, monitor);
  }

  private static RateSchedule rates(
      Schedule schedule, RateSchedule.Unit unit, @Nullable String monitor) {
    return new RateSchedule(schedule, monitor == null ? unit : RateSchedule.Unit.EPOCH, monitor);
  }
}
