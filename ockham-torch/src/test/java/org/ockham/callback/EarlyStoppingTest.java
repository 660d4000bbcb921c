package org.ockham.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ockham.train.FitResult;
import org.ockham.train.Interval;
import org.ockham.train.Monitor;
import org.ockham.train.Trainer;

final class EarlyStoppingTest {

  private static FitResult fit(EarlyStopping stopping, Double... losses) {
    return new Scripted()
        .validations("loss", losses)
        .fit(Trainer.builder().maxEpochs(10), stopping);
  }

  @Test
  void patienceCountsValidationsNotEpochs() {
    FitResult fit = new Scripted()
        .validations("loss", 0.5)
        .fit(
            Trainer.builder().maxEpochs(100).validateEvery(10),
            EarlyStopping.on("val/loss").patience(3),
            Checkpoint.best("val/loss"));
    assertThat(fit.epochs()).hasSize(40); // the best, and three that are not better
    assertThat(fit.best().epoch()).isEqualTo(10);
    assertThat(fit.stopReason())
        .isEqualTo("val/loss has not become better than 0.5000 for 3 validations");
  }

  @Test
  void severalValidationsInAnEpochEachCountOnce() {
    List<Long> validations = new ArrayList<>();
    FitResult fit = new Scripted()
        .validations("loss", 0.5)
        .fit(
            Trainer.builder().maxEpochs(5).validateEvery(Interval.epochs(0.25)),
            EarlyStopping.on("val/loss").patience(3),
            LambdaCallback.nothing()
                .onValidationEnd((run, metrics) -> validations.add(run.step())));
    assertThat(validations).containsExactly(1L, 2L, 3L, 4L);
    assertThat(fit.epochs())
        .singleElement()
        .satisfies(epoch -> assertThat(epoch.step()).isEqualTo(4));
  }

  @Test
  void trainingMetricsCountOnceAnEpoch() {
    FitResult fit = new Scripted()
        .training(3.0, 2.0, 2.0, 2.0)
        .fit(
            Trainer.builder().maxEpochs(10).validateEvery(Interval.epochs(0.25)),
            EarlyStopping.on("train/loss").patience(2));
    assertThat(fit.epochs()).hasSize(4);
    assertThat(fit.stopReason())
        .isEqualTo("train/loss has not become better than 2.0000 for 2 epochs");
  }

  @Test
  void aMetricThatIsMissingOnceIsNotOneThatIsNotBetter() {
    FitResult fit = new Scripted()
        .validations("accuracy", 0.5, 0.5, null, 0.5, 0.5)
        .fit(Trainer.builder().maxEpochs(10), EarlyStopping.on("val/accuracy").patience(3));
    assertThat(fit.epochs()).hasSize(5);
  }

  @Test
  void whatIsBetterByTooLittleIsNotBetter() {
    Double[] losses = {1.0, 0.95, 0.9, 0.85, 0.8, 0.75};
    EarlyStopping stopping = EarlyStopping.on("val/loss").patience(2);
    assertThat(fit(stopping.minDelta(0.2), losses).epochs()).hasSize(3);
    assertThat(fit(stopping.minDelta(0.08), losses).stopReason())
        .as("0.95 is not, 0.9 is")
        .isEqualTo("val/loss has not become better than 0.8000 for 2 validations");
  }

  @Test
  void whichWayIsBetterFollowsFromTheNameOrIsGiven() {
    Double[] rising = {0.1, 0.2, 0.3, 0.4};
    assertThat(fit(EarlyStopping.on("val/loss").patience(2), rising).epochs()).hasSize(3);
    assertThat(fit(EarlyStopping.on(new Monitor("val/loss", true)).patience(2), rising)
            .epochs())
        .hasSize(6);
    assertThat(new Scripted()
            .validations("accuracy", rising)
            .fit(
                Trainer.builder().maxEpochs(10),
                EarlyStopping.on("val/accuracy").patience(2))
            .epochs())
        .hasSize(6);
  }

  @Test
  void stopsWhenItIsGoodEnoughOrAstray() {
    EarlyStopping stopping = EarlyStopping.on("val/loss").patience(9);
    FitResult good = fit(stopping.stoppingThreshold(0.25), 1.0, 0.25, 0.2, 0.1);
    assertThat(good.epochs()).hasSize(3);
    assertThat(good.stopReason())
        .isEqualTo("val/loss is 0.2000, better than the threshold of 0.25");
    FitResult astray = fit(stopping.divergenceThreshold(3), 1.0, 3.0, 3.5, 9.0);
    assertThat(astray.epochs()).hasSize(3);
    assertThat(astray.stopReason())
        .isEqualTo("val/loss is 3.5000, worse than the threshold of 3.0");
  }

  @Test
  void aNumberThatIsNoneStopsUnlessItMayBe() {
    EarlyStopping stopping = EarlyStopping.on("val/accuracy").patience(2);
    Scripted module = new Scripted().validations("accuracy", 0.5, Double.NaN, 0.4, 0.4);
    FitResult stopped = module.fit(Trainer.builder().maxEpochs(10), stopping);
    assertThat(stopped.epochs()).hasSize(2);
    assertThat(stopped.stopReason()).isEqualTo("val/accuracy is NaN, which is not finite");
    FitResult gone = module.fit(Trainer.builder().maxEpochs(10), stopping.checkFinite(false));
    assertThat(gone.epochs()).hasSize(3);
    assertThat(gone.stopReason())
        .isEqualTo("val/accuracy has not become better than 0.5000 for 2 validations");
  }

  @Test
  void settingsAreCheckedAndKept() {
    EarlyStopping stopping = EarlyStopping.on("val/loss").patience(7).minDelta(0.1);
    assertThat(stopping.config())
        .isEqualTo(
            new EarlyStopping.Config(Monitor.of("val/loss"), 7, 0.1, Double.NaN, Double.NaN, true));
    assertThatThrownBy(() -> stopping.patience(0))
        .hasMessage("patience is 0: it must be at least 1");
    assertThatThrownBy(() -> stopping.minDelta(-1)).hasMessageContaining("minDelta is -1.0");
    assertThatThrownBy(() -> EarlyStopping.on("test/loss")).hasMessageContaining("test set");
  }
}
