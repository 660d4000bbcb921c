package org.ockham.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.state.SavedState;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Scope;
import org.ockham.train.FitResult;
import org.ockham.train.Interval;
import org.ockham.train.Trainer;

final class CheckpointTest {

  @TempDir
  Path folder;

  private static Trainer.Builder brief(int epochs) {
    return Trainer.builder().maxEpochs(epochs);
  }

  /** What is in the folder, without the best weights. */
  private List<String> checkpoints() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("best.safetensors"))
          .sorted()
          .toList();
    }
  }

  @Test
  void bestInAccuracyAndBestInLossStandSideBySide() {
    FitResult fit = new Scripted()
        .validations("accuracy", 0.5, 0.7, 0.6, 0.7)
        .validations("loss", 0.9, 0.8, 0.3, 0.4)
        .fit(brief(4), Checkpoint.best("val/accuracy"), Checkpoint.best("val/loss"));
    assertThat(fit.best("val/accuracy").epoch()).as("the first of equals").isEqualTo(2);
    assertThat(fit.best("val/loss").epoch()).isEqualTo(3);
    assertThat(fit.best("val/loss").metrics())
        .containsEntry("val/loss", (double) 0.3f)
        .containsEntry("val/accuracy", 0.6)
        .containsKey("train/loss");
  }

  @Test
  void weightsAreThoseOfTheStepAtWhichTheMetricWasMeasured() {
    double[] measured = new double[1];
    Scripted module = new Scripted().validations("loss", 0.5, 0.25, 0.75);
    FitResult fit = module.fit(
        brief(3).validateEvery(Interval.steps(5)), // in the midst of epochs two and three
        Checkpoint.best("val/loss"),
        LambdaCallback.nothing().onValidationEnd((run, metrics) -> {
          if (metrics.get("val/loss") == 0.25) {
            measured[0] =
                module.network().parameters().get("weight").value().sum().item();
          }
        }));
    assertThat(fit.best().epoch()).isEqualTo(3);
    assertThat(fit.best().metrics())
        .as("no number of another step")
        .doesNotContainKey("train/loss");
    assertThat(fit.best().stateDict().get("weight").sum().item()).isEqualTo(measured[0]);
    assertThat(fit.last().stateDict().get("weight").sum().item()).isNotEqualTo(measured[0]);
  }

  @Test
  void theBestWeightsAreWritten() {
    FitResult fit = new Scripted()
        .validations("loss", 0.5, 0.25, 0.75)
        .fit(brief(3), Checkpoint.best("val/loss").in(folder));
    try (Scope scope = Scope.open()) {
      var file = Safetensors.read(folder.resolve("best.safetensors"));
      assertThat(file.metadata()).containsEntry("epoch", "2").containsEntry("val/loss", "0.25");
      assertThat(file.tensors().get("weight").equal(fit.best().stateDict().get("weight")))
          .isTrue();
    }
  }

  @Test
  void theBestWholeCheckpointsAreKeptAndNoOthers() throws Exception {
    Files.createDirectory(folder.resolve("mine"));
    Files.writeString(folder.resolve("mine/file"), "mine");
    new Scripted()
        .validations("loss", 0.5, 0.25, 0.75, 0.375, 0.125, 0.375)
        .fit(
            brief(6),
            Checkpoint.best("val/loss").in(folder).topK(2).filename("{epoch:02d}-{val/loss:.3f}"));
    assertThat(checkpoints())
        .containsExactly("epoch=02-val_loss=0.250", "epoch=05-val_loss=0.125", "mine");
    assertThat(folder.resolve("mine/file")).hasContent("mine");
    assertThat(folder.resolve("epoch=05-val_loss=0.125")).isDirectory().isNotEmptyDirectory();
  }

  @Test
  void namesThatAreTheSameHideNothing() throws Exception {
    new Scripted()
        .validations("loss", 0.5001, 0.5, 0.4999)
        .fit(brief(3), Checkpoint.best("val/loss").in(folder).topK(3).filename("{val/loss:.1f}"));
    assertThat(checkpoints()).containsExactly("val_loss=0.5", "val_loss=0.5-v1", "val_loss=0.5-v2");
  }

  @Test
  void underOneNameTheBestStayToo() throws Exception {
    new Scripted()
        .validations("loss", 0.5, 0.375, 0.25)
        .fit(
            brief(3),
            Checkpoint.best("val/loss").in(folder.resolve("1")).topK(1).filename("top"));
    assertThat(folder.resolve("1").toFile().list())
        .containsExactlyInAnyOrder("best.safetensors", "top");
    new Scripted()
        .validations("loss", 1.0, 2.0, 0.5, 0.25)
        .fit(
            brief(4),
            Checkpoint.best("val/loss").in(folder.resolve("2")).topK(2).filename("top"));
    assertThat(folder.resolve("2").toFile().list())
        .containsExactlyInAnyOrder("best.safetensors", "top-v1", "top-v2");
  }

  @Test
  void whatCannotBeIsRefusedBeforeTheFirstStep() {
    assertThatThrownBy(
            () -> new Scripted().fit(brief(1), Checkpoint.best("val/loss").topK(2)))
        .hasMessage("topK is 2, but there is no directory for the checkpoints: say which with"
            + " in(directory)");
    assertThatThrownBy(() -> new Scripted()
            .fit(brief(1), Checkpoint.best("val/loss").in(folder).filename("{train/loss}")))
        .hasMessageContaining("'train/loss', which is not measured when the file is written")
        .hasMessageEndingWith("there are epoch, step, val/loss");
    assertThatThrownBy(() ->
            new Scripted().fit(brief(1), LearningRateMonitor.perEpoch(), Checkpoint.best("lr")))
        .hasMessageStartingWith("'lr' is logged by a callback, at steps of its own: ");
    assertThatThrownBy(() -> Checkpoint.best("val/loss").topK(-1))
        .hasMessage("topK is -1: it must be at least 0");
  }

  @Test
  void aStateCannotReachOutOfTheFolder() {
    CheckpointFolder kept = new CheckpointFolder(folder.resolve("run"), "{epoch}");
    for (String name : List.of("../mine", "..", "/mine", "a/b", "a\\b", "")) {
      assertThatThrownBy(() ->
              kept.restore(SavedState.of(Map.of("kept", List.of(), "dropped", List.of(name)))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot be one of this directory");
    }
  }

  @Test
  void aStateOfSomethingElseChangesNothing() {
    Checkpoint checkpoint = Checkpoint.best("val/loss").in(folder).topK(2);
    new Scripted().validations("loss", 0.5, 0.25).fit(brief(2), checkpoint);
    SavedState before = checkpoint.state();
    for (String name : before.values().keySet()) {
      Map<String, Object> broken = new HashMap<>(before.values());
      broken.put("bestStep", 1L);
      broken.put(name, List.of(1L));
      assertThatThrownBy(() -> checkpoint.restore(new SavedState(broken, before.tensors())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + name + "' = [1] where ");
      assertThat(checkpoint.state().values()).isEqualTo(before.values());
    }
  }

  @Test
  void periodicOnesAreTheLast() throws Exception {
    new Scripted().fit(brief(5), PeriodicCheckpoint.in(folder).keep(2));
    assertThat(checkpoints()).containsExactly("epoch=4-step=16", "epoch=5-step=20");
  }

  @Test
  void periodicOnesComeByStepsAndReplaceEachOther() throws Exception {
    new Scripted().fit(brief(2), PeriodicCheckpoint.in(folder).everySteps(3).filename("last"));
    assertThat(checkpoints()).containsExactly("last");
    new Scripted().fit(brief(2), PeriodicCheckpoint.in(folder.resolve("x")).everySteps(3));
    assertThat(folder.resolve("x").toFile().list()).containsExactly("epoch=2-step=6");
  }

  @Test
  void anInterruptAndAFailureLeaveOne() throws Exception {
    Trainer[] trainer = new Trainer[1];
    trainer[0] = brief(9)
        .batchSize(10)
        .callbacks(
            PeriodicCheckpoint.in(folder), LambdaCallback.nothing().onStepEnd((fit, loss) -> {
              if (fit.step() == 6) {
                trainer[0].interrupt();
              }
            }))
        .build();
    trainer[0].fit(new Scripted(), Scripted.DATA);
    assertThat(checkpoints()).containsExactly("epoch=2-step=6");
    assertThatThrownBy(() -> new Scripted()
            .fit(
                brief(9),
                PeriodicCheckpoint.in(folder.resolve("failed")).onException(true),
                LambdaCallback.nothing().onStepEnd((fit, loss) -> {
                  if (fit.step() == 6) {
                    throw new IllegalStateException("out of luck");
                  }
                })))
        .hasMessage("out of luck");
    assertThat(folder.resolve("failed").toFile().list())
        .containsExactlyInAnyOrder("epoch=1-step=4", "exception");
  }
}
