package org.ockham.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.ArrayDataset;
import org.ockham.data.DataHash;
import org.ockham.data.Dataset;
import org.ockham.data.NamedSet;
import org.ockham.data.Targets;
import org.ockham.data.table.GeneratedTables;
import org.ockham.lab.Chance;
import org.ockham.lab.LabException;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.train.EpochResult;

final class ComparisonTest {

  private static final ComparisonListener NOBODY = new ComparisonListener() {};

  @TempDir
  private Path folder;

  private ComparisonResult run(Recipe recipe, int jobs, ComparisonListener listener) {
    return Comparison.of(recipe).run(jobs, TinyRecipe.nowhere(folder), "a test", listener);
  }

  /** What a comparison comes to whose results are kept in a directory. */
  private ComparisonResult keep(
      Comparison comparison, int jobs, Path place, ComparisonListener listener) {
    try (PartsDirectory directory = PartsDirectory.at(place, comparison.plan())) {
      return comparison.run(jobs, TinyRecipe.nowhere(folder), "", directory, listener);
    }
  }

  /** All that is measured, without the times. */
  private static List<Map<String, Double>> numbers(ComparisonResult result) {
    List<Map<String, Double>> numbers = new ArrayList<>();
    for (RunResult run : result.runs()) {
      run.epochs().stream().map(EpochResult::metrics).forEach(numbers::add);
      numbers.add(run.validation().values());
      numbers.add(run.test().values());
    }
    return numbers;
  }

  @Test
  @DisplayName("Runs side by side give the same bits as one after the other")
  void parallelIsSerial() throws IOException {
    Recipe recipe = TinyRecipe.in(folder).with("seeds", "[0, 1, 2, 3]", "");
    ComparisonResult serial = run(recipe, 1, NOBODY);
    ComparisonResult parallel = run(recipe, 4, NOBODY);
    assertThat(serial.runs()).hasSize(12);
    assertThat(numbers(parallel)).isEqualTo(numbers(serial));
    assertThat(parallel.runs())
        .extracting(run -> run.variant() + run.seed())
        .startsWith("plain0", "dropout0", "batchnorm0", "plain1");
  }

  @Test
  @DisplayName("Each variant has its own data, also where they read one file otherwise")
  void ownData() throws IOException {
    Path csv = folder.resolve("homes.csv");
    GeneratedTables.regression(1, 60).write(csv);
    Recipe recipe = Recipe.read(Files.writeString(folder.resolve("homes.yaml"), """
        task: regression
        data: {set: csv, table: {file: homes.csv, target: price}, train: 0.5, validation: 0.5}
        model: {kind: mlp, hidden: []}
        optimizer: {kind: adam, lr: 0.02}
        train: {epochs: 1, batch: 10}
        variants: {all: {}, fewer: {data.table.without: [area]}}
        """));
    List<RunResult> runs = run(recipe, 1, NOBODY).runs();
    assertThat(runs).hasSize(2);
    assertThat(runs.get(0).parameters() - runs.get(1).parameters()).isEqualTo(1);
  }

  @Test
  @DisplayName("A summary has the mean and the sample deviation over the seeds")
  void summaries() throws IOException {
    ComparisonResult result = run(TinyRecipe.in(folder), 2, NOBODY);
    VariantSummary plain = result.summaries().get(0);
    List<Double> accuracies = result.runs(plain.variant()).stream()
        .map(run -> run.selected("val/accuracy"))
        .toList();
    double a = accuracies.get(0);
    double b = accuracies.get(1);
    assertThat(plain.selected("val/accuracy").mean()).isEqualTo((a + b) / 2);
    assertThat(plain.selected("val/accuracy").deviation())
        .isCloseTo(Math.abs(a - b) / Math.sqrt(2), org.assertj.core.api.Assertions.within(1e-12));
    assertThat(result.baselines()).extracting(Baseline::name).containsExactly("majority", "linear");
    for (Baseline baseline : result.baselines()) {
      assertThat(baseline.runs()).extracting(RunResult::seed).containsExactly(0L, 1L);
    }
    assertThat(result.baselines().get(1).runs().get(0).parameters()).isEqualTo(784 * 10 + 10);
    assertThat(result.baselines().get(0).selected("test/accuracy").mean()).isBetween(0.05, 0.2);
    assertThat(result.notices())
        .singleElement()
        .asString()
        .startsWith("Not shown to be better than a linear network, which reaches ")
        .contains(": plain, dropout");
    assertThat(plain.changes()).isEmpty();
    assertThat(result.summaries().get(1).changes()).isEqualTo(Map.of("model.dropout", 0.3));
    assertThat(plain.parameters()).isEqualTo(784 * 16 + 16 + 16 * 10 + 10);
    assertThat(Spread.of(List.of(1.0)).deviation()).isNaN();
    assertThat(Spread.of(List.of()).mean()).isNaN();
    assertThat(Spread.of(List.of(1.0, Double.NaN, 3.0))).isEqualTo(new Spread(2, Math.sqrt(2), 2));
  }

  @Test
  @DisplayName("A run that fails is named, and the others go on")
  void failures() throws IOException {
    Recipe good = TinyRecipe.in(folder);
    Variant bad =
        good.with("optimizer.kind", "sgd", "").with("optimizer.lr", "1e30", "").variant("plain");
    Variant diverging = new Variant(
        bad.recipe(),
        "diverging",
        bad.about(),
        bad.data(),
        bad.model(),
        bad.optimizer(),
        bad.train());
    List<RunFailure> told = new ArrayList<>();
    ComparisonResult result = new Comparison(
            good, List.of(diverging, good.variant("plain")), List.of(0L))
        .run(2, TinyRecipe.nowhere(folder), "", new ComparisonListener() {
          @Override
          public void failed(RunFailure failure) {
            told.add(failure);
          }
        });
    assertThat(result.runs()).extracting(RunResult::variant).containsExactly("plain");
    assertThat(result.failures()).hasSize(1);
    assertThat(result.failures().get(0).reason()).contains("the loss is ");
    assertThat(told).isEqualTo(result.failures());
    assertThat(result.summaries().get(0).selected("test/accuracy").count()).isZero();
  }

  @Test
  @DisplayName("An interrupted comparison keeps the finished runs, and is told how far it came")
  void interrupted() throws IOException {
    Comparison comparison = Comparison.of(TinyRecipe.in(folder));
    List<Double> shares = new ArrayList<>();
    List<String> finished = new ArrayList<>();
    ComparisonResult result =
        comparison.run(1, TinyRecipe.nowhere(folder), "", new ComparisonListener() {
          @Override
          public void advanced(double share) {
            shares.add(share);
          }

          @Override
          public void finished(RunResult run) {
            finished.add(run.variant() + run.seed());
            if (finished.size() == 2) {
              comparison.interrupt();
            }
          }
        });
    assertThat(result.interrupted()).isTrue();
    assertThat(result.runs()).extracting(run -> run.variant() + run.seed()).isEqualTo(finished);
    assertThat(finished).containsExactly("plain0", "dropout0");
    assertThat(shares).isSorted().last().isEqualTo(2.0 / 6);
  }

  @Test
  @DisplayName("A comparison goes on with the runs that are missing, and ends with the same bits")
  void goesOn() throws IOException {
    Recipe recipe = TinyRecipe.in(folder);
    Comparison first = Comparison.of(recipe);
    Path place = folder.resolve("kept");
    List<String> told = new ArrayList<>();
    keep(first, 1, place, new ComparisonListener() {
      @Override
      public void finished(RunResult run) {
        told.add(run.variant() + run.seed());
        if (told.size() == 2) {
          first.interrupt();
        }
      }
    });
    Comparison second = Comparison.of(recipe);
    List<Integer> started = new ArrayList<>();
    ComparisonResult whole = keep(second, 2, place, new ComparisonListener() {
      @Override
      public void started(int runs, int kept) {
        started.addAll(List.of(runs, kept));
      }

      @Override
      public void finished(RunResult run) {
        told.add(run.variant() + run.seed());
      }
    });
    assertThat(started).containsExactly(6, 2);
    assertThat(told).hasSize(6).doesNotHaveDuplicates();
    assertThat(numbers(whole)).isEqualTo(numbers(run(recipe, 1, NOBODY)));
  }

  private void endWithinTheSecondRun(Recipe recipe, Path place) {
    Comparison first = Comparison.of(recipe);
    keep(first, 1, place, new ComparisonListener() {
      @Override
      public void advanced(double share) {
        if (share > 1.01 / 6) { // after the first epoch of the second run
          first.interrupt();
        }
      }
    });
  }

  @Test
  @DisplayName("A run that was under way when a comparison ended goes on where it was")
  void goesOnWithin() throws IOException {
    Recipe recipe = TinyRecipe.in(folder);
    Path place = folder.resolve("kept");
    endWithinTheSecondRun(recipe, place);
    String hash = DataHash.of(
            recipe.variant("dropout").data().open(TinyRecipe.nowhere(folder)).train())
        .substring(0, 12);
    Path checkpoint = place.resolve("parts/1-dropout-0-" + hash + ".checkpoint");
    assertThat(checkpoint).isDirectory();
    assertThat(place.resolve("parts/1-dropout-0.json")).doesNotExist();
    Comparison other = Comparison.of(recipe.with("optimizer.lr", "0.1", ""));
    assertThatThrownBy(() -> PartsDirectory.at(place, other.plan()))
        .hasMessageContaining("holds results of other work");

    Comparison second = Comparison.of(recipe);
    List<Double> shares = new ArrayList<>();
    ComparisonResult whole = keep(second, 1, place, new ComparisonListener() {
      @Override
      public void advanced(double share) {
        shares.add(share);
      }
    });
    assertThat(shares.get(0)).isCloseTo((1 + 2.0 / 3) / 6, within(1e-12)); // two of three epochs
    assertThat(shares.get(shares.size() - 1)).isCloseTo(1, within(1e-12));
    assertThat(numbers(whole)).isEqualTo(numbers(run(recipe, 1, NOBODY)));
    assertThat(checkpoint).doesNotExist();
  }

  @Test
  @DisplayName(
      "Trials and folds that were under way go on where they were, with the same bits for any number of jobs")
  void goesOnWithinTrials() throws IOException {
    Recipe recipe = TinyRecipe.in(folder).with("seeds", "[3]", "");
    List<Variant> variants = List.of(recipe.variant("plain"), recipe.variant("dropout"));
    Design design = Design.of(recipe).withTrials(2).withFolds(2);
    List<Integer> tried = new ArrayList<>();
    ComparisonResult expected = new Comparison(recipe, variants, design)
        .run(2, TinyRecipe.nowhere(folder), "", new ComparisonListener() {
          @Override
          public void tried(RunResult trial) {
            tried.add(trial.test() == null ? 0 : 1);
          }
        });
    assertThat(tried).containsExactly(0, 0, 0, 0); // none saw the test set
    assertThat(expected.runs())
        .extracting(run -> run.variant() + " " + run.fold())
        .containsExactly(
            "plain fold 1 of 2", "dropout fold 1 of 2", "plain fold 2 of 2", "dropout fold 2 of 2");
    assertThat(expected.tuned()).hasSize(2);

    Path place = folder.resolve("kept");
    for (double share :
        new double[] {0.1, 0.5}) { // within the first trial, and the second's second
      Comparison cut = new Comparison(recipe, variants, design);
      keep(cut, 1, place, new ComparisonListener() {
        @Override
        public void advanced(double done) {
          if (done > share) {
            cut.interrupt();
          }
        }
      });
    }
    List<Double> shares = new ArrayList<>();
    ComparisonResult whole =
        keep(new Comparison(recipe, variants, design), 1, place, new ComparisonListener() {
          @Override
          public void advanced(double share) {
            shares.add(share);
          }
        });
    assertThat(shares).isNotEmpty();
    assertThat(numbers(whole)).isEqualTo(numbers(expected));
    assertThat(whole.tuned()).isEqualTo(expected.tuned());
    assertThat(whole.variants()).isEqualTo(expected.variants());
    try (Stream<Path> parts = Files.list(place.resolve("parts"))) {
      assertThat(parts).noneMatch(part -> part.toString().endsWith(".checkpoint"));
    }
  }

  @Test
  @DisplayName(
      "What is not drawn from varies nothing: masks where there is no dropout; all else does")
  void varies() throws IOException {
    Recipe recipe = TinyRecipe.in(folder);
    Comparison comparison = new Comparison(
        recipe,
        List.of(recipe.variant("plain"), recipe.variant("dropout")),
        Design.of(recipe).withVaried(List.of(Chance.values())));
    ComparisonResult result = comparison.run(2, TinyRecipe.nowhere(folder), "", NOBODY);
    List<String> same = new ArrayList<>();
    for (Variation variation : result.variations()) {
      RunResult first = variation.runs().get(0);
      RunResult second = variation.runs().get(1);
      assertThat(first.seed()).isEqualTo(0);
      assertThat(second.seed()).isEqualTo(1);
      if (first.validation().equals(second.validation())) {
        same.add(variation.variant() + " " + variation.chance());
        assertThat(second.test()).isEqualTo(first.test());
        assertThat(variation.spread().deviation()).isZero();
      }
    }
    assertThat(same).containsExactly("plain MASK");
    assertThat(result.variations()).hasSize(8);
  }

  @Test
  @DisplayName("Samples that are tested on and trained on too are counted and named")
  void duplicates() {
    float[][] images = new float[12][4];
    for (int i = 0; i < images.length; i++) {
      images[i] = new float[] {i, 1, 2, 3};
    }
    Dataset train = ArrayDataset.of(
        new float[][] {images[0], images[1], images[2], images[3], images[1]},
        new int[] {0, 1, 0, 1, 1},
        Targets.classes(2));
    Dataset apart =
        ArrayDataset.of(new float[][] {images[4], images[5]}, new int[] {0, 1}, Targets.classes(2));
    Dataset planted = ArrayDataset.of(
        new float[][] {images[4], images[3], images[0]}, new int[] {0, 1, 1}, Targets.classes(2));
    assertThat(Training.shared(NamedSet.of("toy", train, apart), false)).isEmpty();
    assertThat(Training.shared(NamedSet.of("toy", train, planted), false))
        .containsExactly(
            "2 of the 3 test samples of toy are training samples too (test 1 = train 3, test 2 ="
                + " train 0): they may be remembered, not recognised; leave them out.");
    assertThat(Training.shared(NamedSet.of("toy", train, apart), true))
        .containsExactly(
            "1 of the 5 training samples of toy repeat another (train 4 = train 1), so a fold is"
                + " tested on some that were trained on: leave them out.");
  }

  @Test
  @DisplayName("A checkpoint that is damaged is told of, and its run begins anew")
  void damaged() throws IOException {
    Recipe recipe = TinyRecipe.in(folder);
    Path place = folder.resolve("kept");
    endWithinTheSecondRun(recipe, place);
    try (Stream<Path> parts = Files.list(place.resolve("parts"))) {
      Path checkpoint = parts
          .filter(each -> each.toString().endsWith(".checkpoint"))
          .findAny()
          .orElseThrow();
      Files.writeString(checkpoint.resolve("state.json"), "{");
    }
    Comparison second = Comparison.of(recipe);
    List<String> told = new ArrayList<>();
    ComparisonResult whole = keep(second, 1, place, new ComparisonListener() {
      @Override
      public void begunAnew(String why) {
        told.add(why);
      }
    });
    assertThat(told).singleElement().asString().contains(" is refused: state.json ");
    assertThat(whole.failures()).isEmpty();
    assertThat(numbers(whole)).isEqualTo(numbers(run(recipe, 1, NOBODY)));
  }

  @Test
  @DisplayName("Other work is kept out of a directory that has results, with what differs")
  void otherWork() throws IOException {
    Recipe recipe = TinyRecipe.in(folder).with("seeds", "[0]", "");
    Path place = folder.resolve("kept");
    Comparison first = Comparison.of(recipe);
    try (PartsDirectory directory = PartsDirectory.at(place, first.plan())) {
      directory.begin();
      assertThatThrownBy(() -> PartsDirectory.at(place, first.plan()).begin())
          .hasMessageContaining("another run is writing there");
    }
    Comparison other = Comparison.of(recipe.with("optimizer.lr", "0.1", ""));
    PartsDirectory.at(place, other.plan()); // nothing was finished yet
    keep(first, 2, place, NOBODY);
    assertThatThrownBy(() -> PartsDirectory.at(place, other.plan()))
        .isInstanceOf(LabException.class)
        .hasMessage(place + ": holds results of other work (settings.batchnorm.optimizer.lr: 0.005"
            + " there, 0.1 here), and nothing in it is overwritten: give a new directory.");
    assertThatThrownBy(
            () -> PartsDirectory.at(place, Comparison.of(TinyRecipe.in(folder)).plan()))
        .hasMessageContaining("(seeds: [0] there, [0,1] here)");
    Files.writeString(place.resolve("plan.json"), "{");
    assertThatThrownBy(() -> PartsDirectory.at(place, first.plan()))
        .hasMessageContaining("is not empty");
  }
}
