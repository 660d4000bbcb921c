package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.callback.PeriodicCheckpoint;
import org.ockham.data.DataModule;
import org.ockham.nn.Linear;
import org.ockham.nn.Parameter;
import org.ockham.optim.Optimizer;
import org.ockham.optim.Sgd;
import org.ockham.schedule.ExponentialLR;
import org.ockham.schedule.OneCycleLR;
import org.ockham.schedule.ReduceLROnPlateau;
import org.ockham.schedule.Schedule;

/** The rate that everybody sees is the one that the step is, or was, made with. */
final class RateScheduleTest {

  private static final DataModule LINE = DataModule.of(new Line(100), new Line(10));

  private final List<Double> backward = new ArrayList<>();
  private final List<Double> before = new ArrayList<>();
  private final List<Double> after = new ArrayList<>();
  private final List<Double> steps = new ArrayList<>();
  private final List<Double> epochs = new ArrayList<>();

  /** Looks at the rate wherever there is one to see. */
  private final class Rates implements Callback, GradientRegularizer, ParameterRegularizer {

    @Override
    public void afterBackward(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
      backward.add(optimizer.rate());
    }

    @Override
    public void beforeStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
      before.add(optimizer.rateOf("weight"));
    }

    @Override
    public void afterStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
      after.add(optimizer.rate());
    }

    @Override
    public void onStepEnd(Fit fit, double loss) {
      steps.add(fit.rate());
    }

    @Override
    public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
      epochs.add(fit.rateOf("bias"));
    }

    @Override
    public String describe() {
      return "looks at the rate";
    }
  }

  private void fit(RateSchedule schedule) {
    Rates rates = new Rates();
    Trainer.builder()
        .maxEpochs(3)
        .batchSize(50)
        .schedule(schedule)
        .regularizers(rates)
        .callbacks(rates)
        .build()
        .fit(Regressor.of(new Linear(2, 1)).optimizer(Sgd.rate(0.01)), LINE);
  }

  @Test
  void movesBeforeAStep() {
    fit(RateSchedule.perStep(ExponentialLR.of(0.5)));
    assertThat(backward).containsExactly(0.01, 0.005, 0.0025, 0.00125, 0.000625, 0.0003125);
    assertThat(List.of(before, after, steps)).containsOnly(backward);
    assertThat(epochs).containsExactly(0.005, 0.00125, 0.0003125);
  }

  @Test
  void aStepThatIsTriedAgainDoesNotMoveItTwice(@TempDir Path folder) {
    Callback failing = new Callback() {
      @Override
      public void onStepStart(Fit fit) {
        if (fit.step() == 3) {
          throw new IllegalStateException("out of luck");
        }
      }
    };
    Trainer.Builder trainer = Trainer.builder()
        .maxEpochs(3)
        .batchSize(50)
        .schedule(RateSchedule.perStep(ExponentialLR.of(0.5)));
    Regressor module = Regressor.of(new Linear(2, 1)).optimizer(Sgd.rate(0.01));
    Callback keeping = PeriodicCheckpoint.in(folder).onException(true);
    assertThatThrownBy(
            () -> trainer.callbacks(keeping, new Rates(), failing).build().fit(module, LINE))
        .hasMessage("out of luck");
    assertThat(steps).containsExactly(0.01, 0.005, 0.0025);
    trainer
        .callbacks(keeping, new Rates())
        .build()
        .resume(module, LINE, folder.resolve("exception"));
    assertThat(steps).containsExactly(0.01, 0.005, 0.0025, 0.00125, 0.000625, 0.0003125);
  }

  @Test
  void movesBeforeAnEpoch() {
    fit(RateSchedule.perEpoch(ExponentialLR.of(0.5)));
    assertThat(backward).containsExactly(0.01, 0.01, 0.005, 0.005, 0.0025, 0.0025);
    assertThat(List.of(before, after, steps)).containsOnly(backward);
    assertThat(epochs).containsExactly(0.01, 0.005, 0.0025);
  }

  @Test
  void movesOnceItsMetricIsMeasured() {
    Schedule never = ReduceLROnPlateau.minimizing().patience(0).absoluteThreshold(1e9);
    fit(RateSchedule.following(never, "val/loss"));
    assertThat(epochs)
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(0.01), // the first number is better than none
            second -> assertThat(second).isEqualTo(0.01),
            third -> assertThat(third).isEqualTo(0.001, within(1e-12)));
    assertThat(steps).startsWith(0.01, 0.01, 0.01, 0.01);
  }

  @Test
  void withoutOneTheRateStays() {
    fit(RateSchedule.none());
    assertThat(steps).hasSize(6).containsOnly(0.01);
  }

  @Test
  void refusesAnOptimizerThatItCannotCycle() {
    assertThatThrownBy(() -> fit(RateSchedule.perStep(OneCycleLR.upTo(0.1, 6))))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("cycles the momentum, but the optimiser has none");
    assertThat(steps).isEmpty();
  }

  @Test
  void refusesAMetricThatIsNotMeasuredOrNotItsOwn() {
    assertThatThrownBy(() -> fit(RateSchedule.following(ReduceLROnPlateau.minimizing(), "val/x")))
        .hasMessageStartingWith("'val/x' is monitored but not measured");
    assertThat(steps).isEmpty();
    assertThatThrownBy(() -> RateSchedule.following(ReduceLROnPlateau.minimizing(), "test/loss"))
        .hasMessageContaining("selection by the test set");
    assertThatThrownBy(() -> RateSchedule.following(ExponentialLR.of(0.5), "val/loss"))
        .hasMessageContaining("follows no metric");
    assertThatThrownBy(() ->
            new RateSchedule(ReduceLROnPlateau.minimizing(), RateSchedule.Unit.STEP, "val/loss"))
        .hasMessageContaining("measured at most once an epoch");
  }
}
