package org.ockham.lab.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.Experiment;
import org.ockham.lab.LabException;
import org.ockham.lab.Run;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.search.StudyResult;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

final class TuningTest {

  private static final String SEARCH = """
      search:
        objective: val/loss
        sampler: random
        space:
          optimizer.lr: {from: 1e-3, to: 1e-1, log: true}
          dropout:
            without: {}
            with: {model.dropout: {from: 0.1, to: 0.5}}
      """;

  private static final TuningListener NOBODY = new TuningListener() {};

  @TempDir
  private Path folder;

  private final Storage storage = Storage.memory();

  private Recipe recipe(String more) throws IOException {
    return Recipe.read(
        Files.writeString(folder.resolve("tuned.yaml"), TinyRecipe.TEXT + SEARCH + more));
  }

  private static Tuning tuning(Recipe recipe) {
    return new Tuning(recipe, "plain", recipe.search().strategy(), 1);
  }

  private StudyResult run(Tuning tuning, int trials, int jobs) {
    return tuning.run(storage, "s", trials, jobs, TinyRecipe.nowhere(folder), NOBODY);
  }

  @Test
  @DisplayName(
      "A trial's value is what training by its settings measures, and the test set stays unseen")
  void trialsAreRuns() throws IOException {
    Tuning tuning = tuning(recipe(""));
    assertThat(tuning.direction()).isEqualTo(Direction.MINIMIZE);
    StudyResult result = run(tuning, 4, 2);
    assertThat(result.trials()).hasSize(4).allMatch(t -> t.state() == TrialState.COMPLETE);
    for (FrozenTrial trial : result.trials()) {
      var again = Run.untested(Experiment.of(tuning.variant(trial), 1, TinyRecipe.nowhere(folder)))
          .execute();
      assertThat(again.selected("val/loss")).isEqualTo(trial.value());
      assertThat(again.test()).isNull();
      assertThat(trial.intermediateValues().keySet()).containsExactly(1, 2, 3);
      assertThat(Tuning.epochs(trial)).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("A study goes on to its size and repeats nothing; the listener hears of every trial")
  void goesOn() throws IOException {
    run(tuning(recipe("")), 2, 1);
    List<Integer> heard = new ArrayList<>();
    tuning(recipe("")).run(storage, "s", 5, 1, TinyRecipe.nowhere(folder), new TuningListener() {
      @Override
      public void started(int trials, int done) {
        heard.add(trials);
        heard.add(done);
      }

      @Override
      public void ended(
          FrozenTrial trial, int done, Optional<FrozenTrial> best, Supplier<StudyResult> study) {
        heard.add(done);
        assertThat(best.orElseThrow().value()).isLessThanOrEqualTo(trial.value());
      }
    });
    assertThat(heard).containsExactly(5, 2, 3, 4, 5);
    assertThat(run(tuning(recipe("")), 5, 1).trials()).hasSize(5);
  }

  @Test
  @DisplayName("A study that was made for other settings is not continued")
  void otherSettings() throws IOException {
    run(tuning(recipe("")), 1, 1);
    Recipe other = recipe("").with("train.batch", "10", "--set");
    assertThatThrownBy(() -> run(tuning(other), 2, 1))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("study s was made for other settings");
  }

  @Test
  @DisplayName("Runs without promise are stopped early, and a budget of epochs ends the study")
  void prunesWithinABudget() throws IOException {
    Recipe recipe = Recipe.read(Files.writeString(
        folder.resolve("pruned.yaml"),
        TinyRecipe.TEXT.replace("epochs: 3", "epochs: 9")
            + SEARCH.replace(
                "sampler: random", "sampler: random\n  pruner: hyperband\n  budget: 100")));
    StudyResult result = run(tuning(recipe), 1, 1);
    int epochs = result.trials().stream().mapToInt(Tuning::epochs).sum();
    assertThat(epochs).isBetween(100, 108);
    assertThat(result.trials()).anyMatch(t -> t.state() == TrialState.PRUNED);
    assertThat(result.trials()).hasSizeGreaterThan(12);
    assertThat(run(tuning(recipe), 1, 1).trials()).hasSameSizeAs(result.trials());
  }

  @Test
  @DisplayName("A grid ends when it was walked; a run that diverges fails and is no end")
  void gridAndFailure() throws IOException {
    Recipe recipe = Recipe.read(Files.writeString(
        folder.resolve("grid.yaml"),
        TinyRecipe.TEXT
            + "search: {objective: val/loss, sampler: grid, points: 2, space: {optimizer.kind: [sgd],"
            + " optimizer.lr: {from: 0.01, to: 1e30, log: true}}}"));
    SearchPlan.Strategy grid = recipe.search().strategy();
    StudyResult result = new Tuning(recipe, "plain", grid, 1)
        .run(storage, "g", 2, 1, TinyRecipe.nowhere(folder), NOBODY);
    assertThat(result.trials())
        .extracting(FrozenTrial::state)
        .containsExactlyInAnyOrder(TrialState.COMPLETE, TrialState.FAIL);
    assertThat(result.trials())
        .anySatisfy(trial -> assertThat(String.valueOf(trial.userAttributes().get("failure")))
            .contains("the loss is"));
  }

  @Test
  @DisplayName("An interrupted search keeps what ended and goes on later")
  void interrupted() throws IOException {
    Tuning tuning = tuning(recipe(""));
    StudyResult cut =
        tuning.run(storage, "s", 6, 1, TinyRecipe.nowhere(folder), new TuningListener() {
          @Override
          public void ended(
              FrozenTrial trial,
              int done,
              Optional<FrozenTrial> best,
              Supplier<StudyResult> study) {
            if (done == 2) {
              tuning.interrupt();
            }
          }
        });
    assertThat(tuning.interrupted()).isTrue();
    assertThat(cut.complete()).hasSize(2);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    StudyResult whole = run(tuning(recipe("")), 6, 1);
    assertThat(whole.trials()).hasSize(6).allMatch(t -> t.state() == TrialState.COMPLETE);
  }

  @Test
  @DisplayName("A trial that was cut short is queued again, and its training goes on where it was")
  void goesOnWithin() throws IOException, InterruptedException {
    Recipe recipe = Recipe.read(Files.writeString(
        folder.resolve("long.yaml"),
        TinyRecipe.TEXT.replace("epochs: 3", "epochs: 400")
            + "search: {objective: val/loss, sampler: grid, space: {optimizer.lr: [0.01]}}\n"));
    Path unfinished = folder.resolve("unfinished");
    String study;
    int round = 0;
    do { // until it is cut short neither before its training has begun nor too late
      study = "s" + round++;
      Tuning first = tuning(recipe);
      AtomicBoolean isOver = new AtomicBoolean();
      Thread interrupter = new Thread(() -> {
        while (!Files.isDirectory(unfinished) && !isOver.get()) {
          Thread.onSpinWait();
        }
        first.interrupt();
      });
      interrupter.setDaemon(true);
      interrupter.start();
      first.run(storage, study, 1, 1, TinyRecipe.nowhere(folder), NOBODY, unfinished);
      isOver.set(true);
      interrupter.join();
    } while (!Files.exists(unfinished));
    try (Stream<Path> trials = Files.list(unfinished)) {
      assertThat(trials.toList())
          .singleElement()
          .satisfies(trial -> assertThat(trial.resolve("checkpoint")).isDirectory());
    }

    StudyResult result =
        tuning(recipe).run(storage, study, 1, 1, TinyRecipe.nowhere(folder), NOBODY, unfinished);
    assertThat(unfinished).doesNotExist();
    StudyResult whole =
        tuning(recipe).run(Storage.memory(), "s", 1, 1, TinyRecipe.nowhere(folder), NOBODY, null);
    FrozenTrial trial = result.best();
    assertThat(trial.value()).isEqualTo(whole.best().value());
    assertThat(trial.intermediateValues())
        .isEqualTo(whole.best().intermediateValues())
        .hasSize(400);
    assertThat(Tuning.epochs(trial)).isEqualTo(400);
  }
}
