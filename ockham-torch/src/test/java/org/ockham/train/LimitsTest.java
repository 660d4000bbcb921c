package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ockham.data.DataModule;

/** How long a fit lasts. */
final class LimitsTest {

  private static final DataModule LINE = DataModule.of(new Line(100), new Line(10));

  /** Ten steps an epoch. */
  private static Trainer.Builder trainer() {
    return Trainer.builder().batchSize(10);
  }

  private static FitResult fit(Trainer.Builder trainer) {
    return trainer.build().fit(new Recorded(), LINE);
  }

  private static Callback stopAt(long step) {
    return new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        if (fit.step() == step) {
          fit.stop("asked");
        }
      }
    };
  }

  @Test
  void stepsEndAFitWithinAnEpochAfterALastValidation() {
    FitResult fit = fit(trainer().maxSteps(25).validateEvery(10));
    assertThat(fit.epochs()).hasSize(3);
    assertThat(fit.epochs().get(2).step()).isEqualTo(25);
    assertThat(fit.epochs().get(2).metrics()).containsKey("val/loss");
    assertThat(fit.epochs().get(1).metrics()).doesNotContainKey("val/loss");
    assertThat(fit.stopReason()).isEqualTo("the 25 steps of maxSteps are done");
  }

  @Test
  void whicheverMaximumComesFirstEndsIt() {
    assertThat(fit(trainer().maxEpochs(2).maxSteps(1000)).epochs()).hasSize(2);
    FitResult both = fit(trainer().maxEpochs(2).maxSteps(20));
    assertThat(both.epochs()).hasSize(2);
    assertThat(both.stopReason()).isNull();
    assertThat(fit(trainer().maxEpochs(7).maxSteps(20)).stopReason()).contains("maxSteps");
    assertThat(fit(trainer()).epochs()).hasSize(10);
  }

  @Test
  void callbacksKnowHowManyEpochsThereWillBe() {
    List<Integer> epochs = new ArrayList<>();
    Callback watch = new Callback() {
      @Override
      public void onFitStart(Fit fit) {
        epochs.add(fit.maxEpochs());
        fit.stop("seen");
      }
    };
    fit(trainer().callbacks(watch));
    fit(trainer().callbacks(watch).maxSteps(25));
    fit(trainer().callbacks(watch).maxSteps(30));
    fit(trainer()
        .callbacks(watch)
        .maxSteps(30)
        .accumulate(GradientAccumulation.of(5).from(3, 1)));
    fit(trainer().callbacks(watch).maxSteps(1_000_000_000_000L).maxEpochs(12));
    assertThat(epochs).containsExactly(10, 3, 3, 5, 12);
  }

  @Test
  void minimaHoldWhoeverAsksToStop() {
    FitResult steps = fit(trainer().minSteps(13).callbacks(stopAt(4)));
    assertThat(steps.epochs()).hasSize(2);
    assertThat(steps.epochs().get(1).step()).isEqualTo(13);
    assertThat(steps.stopReason()).isEqualTo("asked");

    FitResult epochs = fit(trainer().minEpochs(3).validateEvery(10).callbacks(stopAt(4)));
    assertThat(epochs.epochs()).hasSize(3);
    assertThat(epochs.epochs().get(2).step()).isEqualTo(30);
    assertThat(epochs.epochs().get(2).metrics()).containsKey("val/loss");

    assertThat(fit(trainer().callbacks(stopAt(4))).epochs().get(0).step()).isEqualTo(4);
    assertThat(fit(trainer().minEpochs(3).maxSteps(5)).epochs().get(0).step()).isEqualTo(5);
  }

  @Test
  void timeEndsItAfterAStep() {
    FitResult fit = fit(trainer().maxTime(Duration.ofNanos(1)));
    assertThat(fit.stopReason()).isEqualTo("the time of maxTime, PT0.000000001S, is over");
    assertThat(fit.epochs().size()).isLessThan(2);
    FitResult whole = fit(trainer().maxEpochs(2).maxTime(Duration.ofDays(1)));
    assertThat(whole.epochs()).hasSize(2);
    assertThat(whole.stopReason()).isNull();
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> trainer().maxEpochs(2).minEpochs(3).build())
        .hasMessageStartingWith("at least 3 epochs and 0 steps are to be done, but at most 2 and");
    assertThatThrownBy(() -> trainer().maxSteps(0).build()).hasMessageContaining("maxSteps is 0");
    assertThatThrownBy(() -> trainer().minSteps(-1).build()).hasMessageContaining("minSteps is -1");
    assertThatThrownBy(() -> trainer().maxTime(Duration.ZERO).build())
        .hasMessage("maxTime is PT0S: it must be above 0");
    assertThatThrownBy(() -> trainer().maxEpochs(Limits.NO_EPOCHS).build())
        .hasMessageContaining("set one of maxEpochs, maxSteps, maxTime");
  }
}
