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
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.Chance;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.Seeds;
import org.ockham.lab.SeedsRequest;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.recipe.Recipe;

/** What a comparison does with runs, whatever they come to: the runs are made up. */
final class ProtocolTest {

  private static final double[] PLAIN = {0.80, 0.81, 0.79, 0.82, 0.80};
  private static final double[] DROPOUT = {0.8184, 0.8310, 0.8050, 0.8420, 0.8156};

  @TempDir
  private Path folder;

  private Recipe recipe;

  @BeforeEach
  void recipe() throws IOException {
    recipe = TinyRecipe.in(folder);
  }

  private Comparison comparison(Design design, String... variants) {
    return new Comparison(
        recipe, List.of(variants).stream().map(recipe::variant).toList(), design);
  }

  private Design seeds(int count) {
    return Design.of(recipe).withSeeds(LongStream.range(0, count).boxed().toList());
  }

  private static ComparisonResult run(Comparison comparison, Simulated runner) {
    return comparison.run(1, runner, "a test", null, new Progress(new ComparisonListener() {}));
  }

  private static ComparisonResult keep(Comparison comparison, Simulated runner, Path place) {
    return keep(comparison, runner, place, new ComparisonListener() {});
  }

  private static ComparisonResult keep(
      Comparison comparison, Simulated runner, Path place, ComparisonListener listener) {
    try (PartsDirectory directory =
        PartsDirectory.at(place, comparison.plan(), comparison.amendable())) {
      return comparison.run(1, runner, "a test", directory, new Progress(listener));
    }
  }

  /** Two variants whose numbers are known. */
  private static final Simulated known() {
    return Simulated.of(
        task -> (task.variant().name().equals("plain") ? PLAIN : DROPOUT)[(int) task.seed()]);
  }

  /** Noise about a number, another for each variant and seed. */
  private static double noise(Task task, double deviation) {
    return deviation
        * (new SplittableRandom(task.variant().name().hashCode() * 31L + task.seed()).nextDouble()
            - 0.5);
  }

  @Test
  @DisplayName("A variant that is better is said to be, with the numbers of scipy's t test")
  void better() {
    ComparisonResult result = run(comparison(seeds(5), "plain", "dropout"), known());
    Difference difference = result.differences().get(0);
    assertThat(difference.verdict().kind()).isEqualTo(Verdict.Kind.BETTER);
    assertThat(difference.verdict().sentence())
        .isEqualTo(
            "dropout is better than plain by 1.84 points (95 % interval 1.45 to 2.23, p = 0.0002)");
    assertThat(difference.mean()).isCloseTo(0.0184, within(1e-12));
    assertThat(difference.tP()).isCloseTo(0.00019278481294437988, within(1e-12));
    assertThat(difference.wilcoxonP()).isCloseTo(0.0625, within(1e-12));
    assertThat(difference.seeds()).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(difference.better()).isGreaterThan(0.99);
    assertThat(difference.equivalenceP()).isNaN();
    assertThat(difference.isCorrected()).isFalse();
    VariantSummary summary = result.summaries().get(1);
    assertThat(summary.gap().mean()).isCloseTo(0.04, within(1e-12));
    assertThat(summary.optimism().mean()).isCloseTo(0.01, within(1e-12));
    assertThat(summary.sparsity().mean()).isEqualTo(0.25);
    assertThat(summary.seconds().mean()).isEqualTo(2);
  }

  @Test
  @DisplayName("Where less is better, less is called better, and less so by how much")
  void lessIsBetter() {
    Design design = seeds(5).withCriterion(new Criterion("test/rmse", 0, 0.95));
    Difference difference =
        run(comparison(design, "plain", "dropout"), known()).differences().get(0);
    assertThat(difference.verdict().sentence())
        .isEqualTo(
            "dropout is worse than plain by 0.0184 (95 % interval 0.0145 to 0.0223, p = 0.0002)");
    assertThat(difference.mean()).isPositive();
    assertThat(difference.better()).isLessThan(0.01);
    design = seeds(5).withCriterion(new Criterion("test/loss", 0, 0.95));
    difference =
        run(comparison(design, "plain", "dropout"), known()).differences().get(0);
    assertThat(difference.verdict().kind()).isEqualTo(Verdict.Kind.BETTER);
    assertThat(difference.mean()).isNegative();
  }

  @Test
  @DisplayName(
      "Within the margin it is the same; without one, no difference was shown; of one seed nothing is said")
  void sameOrUnknown() {
    Simulated close = Simulated.of(task -> 0.8 + 0.001 * task.seed() + noise(task, 0.001));
    Design design = seeds(8);
    Difference open =
        run(comparison(design, "plain", "dropout"), close).differences().get(0);
    assertThat(open.verdict().kind()).isEqualTo(Verdict.Kind.UNDECIDED);
    assertThat(open.verdict().sentence())
        .startsWith("no difference between dropout and plain shown with 8 seeds (")
        .contains(" points, 95 % interval −0.")
        .contains(" needed");
    Criterion margin = design.criterion().withMargin(0.003);
    Difference same = run(comparison(design.withCriterion(margin), "plain", "dropout"), close)
        .differences()
        .get(0);
    assertThat(same.verdict().kind()).isEqualTo(Verdict.Kind.SAME);
    assertThat(same.verdict().sentence())
        .startsWith("dropout is the same as plain within 0.3 points (");
    Difference one =
        run(comparison(seeds(1), "plain", "dropout"), close).differences().get(0);
    assertThat(one.verdict().kind()).isEqualTo(Verdict.Kind.UNKNOWN);
    assertThat(one.interval().isKnown()).isFalse();
  }

  @Test
  @DisplayName("A metric that nobody measures is said to be none, with those there are")
  void unmeasured() {
    Design design = seeds(2).withCriterion(new Criterion("test/acuracy", 0, 0.95));
    ComparisonResult result = run(comparison(design, "plain", "dropout"), known());
    assertThat(result.notices())
        .containsExactly(
            "Nothing is judged, because test/acuracy is not measured: there are test/accuracy,"
                + " test/loss, test/rmse, val/accuracy, val/loss, val/rmse.");
    assertThat(result.differences().get(0).verdict().kind()).isEqualTo(Verdict.Kind.UNKNOWN);
    assertThatThrownBy(() -> new Criterion("train/loss", 0, 0.95))
        .hasMessageContaining("metric is 'train/loss', but must be one of the selected weights");
  }

  @Test
  @DisplayName("Holm's correction is for all comparisons, and the sentence says for how many")
  void corrected() {
    ComparisonResult result = run(
        comparison(seeds(5), "plain", "dropout", "batchnorm"),
        Simulated.of(task -> task.variant().name().equals("plain")
            ? PLAIN[(int) task.seed()]
            : DROPOUT[(int) task.seed()] - (task.variant().name().equals("dropout") ? 0 : 0.013)));
    Difference dropout = result.differences().get(0);
    Difference batchnorm = result.differences().get(1);
    assertThat(dropout.adjustedP()).isEqualTo(2 * dropout.tP());
    assertThat(batchnorm.adjustedP()).isEqualTo(Math.max(batchnorm.tP(), dropout.adjustedP()));
    assertThat(dropout.verdict().sentence())
        .endsWith(" after Holm's correction for 2 comparisons)");
  }

  @Test
  @DisplayName(
      "Differences without spread are counted by their signs: two that agree prove nothing")
  void noSpread() {
    Simulated runner = Simulated.of(task -> task.variant().name().equals("plain") ? 0.5 : 0.52);
    assertThat(run(comparison(seeds(2), "plain", "dropout"), runner)
            .differences()
            .get(0)
            .verdict()
            .kind())
        .isEqualTo(Verdict.Kind.UNDECIDED);
    assertThat(run(comparison(seeds(8), "plain", "dropout"), runner)
            .differences()
            .get(0)
            .verdict()
            .kind())
        .isEqualTo(Verdict.Kind.BETTER);
  }

  @Test
  @DisplayName("Runs that failed leave their pair out, and the others are judged")
  void failed() {
    ComparisonResult result = run(
        comparison(seeds(5), "plain", "dropout"),
        Simulated.of(task -> task.name().equals("5-dropout-2")
            ? Double.NaN
            : (task.variant().name().equals("plain") ? PLAIN : DROPOUT)[(int) task.seed()]));
    assertThat(result.differences().get(0).seeds()).containsExactly(0L, 1L, 3L, 4L);
    assertThat(result.failures()).extracting(RunFailure::reason).containsExactly("it diverged");
  }

  @Test
  @DisplayName("Seeds are added until each verdict is decided; one that is has no more runs")
  void untilDecided() {
    Design design = Design.of(recipe).withSeeds(4, 10);
    assertThat(design.looks()).containsExactly(4, 5, 6, 7, 8, 9, 10);
    Simulated runner = Simulated.of(task -> 0.5
        + noise(task, 0.02)
        + switch (task.variant().name()) {
          case "dropout" -> 0.2;
          case "batchnorm" -> task.seed() % 2 == 0 ? 0.1 : -0.1;
          default -> 0;
        });
    List<String> looks = new ArrayList<>();
    Comparison comparison = comparison(design, "plain", "dropout", "batchnorm");
    ComparisonResult result =
        comparison.run(2, runner, "", null, new Progress(new ComparisonListener() {
          @Override
          public void looked(int seeds, List<Difference> differences) {
            looks.add(seeds + " "
                + differences.stream().map(each -> each.verdict().isDecided()).toList());
          }
        }));
    assertThat(looks)
        .hasSize(6)
        .startsWith("4 [true, false]", "5 [true, false]")
        .allMatch(look -> look.endsWith(" [true, false]"));
    assertThat(result.seeds()).hasSize(10);
    assertThat(result.runs(recipe.variant("plain"))).hasSize(10);
    assertThat(result.runs(recipe.variant("dropout"))).hasSize(4);
    assertThat(result.runs(recipe.variant("batchnorm"))).hasSize(10);
    assertThat(result.differences().get(0).seeds()).hasSize(4);
    assertThat(result.differences().get(1).verdict().kind()).isEqualTo(Verdict.Kind.UNDECIDED);

    ComparisonResult soon = run(comparison(design, "plain", "dropout"), runner);
    assertThat(soon.seeds()).hasSize(4);
    assertThat(soon.notices()).isEmpty();
  }

  @Test
  @DisplayName(
      "Looking several times costs certainty: what one look would decide, the last of several may not")
  void looksArePaidFor() {
    Simulated runner = Simulated.of(task -> {
      double[] values = {0.010, -0.004, 0.009, -0.002, 0.008, 0.001, 0.007, 0.007};
      return task.variant().name().equals("plain") ? 0.5 : 0.5 + values[(int) task.seed()];
    });
    Difference once =
        run(comparison(seeds(8), "plain", "dropout"), runner).differences().get(0);
    Difference often = run(
            comparison(Design.of(recipe).withSeeds(2, 8), "plain", "dropout"), runner)
        .differences()
        .get(0);
    assertThat(once.verdict().kind()).isEqualTo(Verdict.Kind.BETTER);
    assertThat(often.values()).isEqualTo(once.values());
    assertThat(often.verdict().kind()).isEqualTo(Verdict.Kind.UNDECIDED);
  }

  /** What of a result does not depend on when and where it was computed. */
  private static Map<String, Object> numbers(ComparisonResult result) {
    Map<String, Object> numbers = new TreeMap<>(Map.of(
        "runs", result.runs().stream().map(RunResult::json).toList(),
        "tuned", result.tuned(),
        "variations", result.variations(),
        "differences", result.differences(),
        "variants", result.variants()));
    return numbers;
  }

  @Test
  @DisplayName(
      "Cut short anywhere, tuned, sequential or varied, it makes only the runs that are missing, to the same end")
  void resumes() {
    Simulated runner = Simulated.of(task -> 0.5
        + noise(task, 0.3)
        - Math.abs(((Number) task.variant().flat().get("optimizer.lr")).doubleValue() - 0.01));
    Design design = Design.of(recipe)
        .withTrials(3)
        .withSeeds(2, 5)
        .withVaried(List.of(Chance.INIT, Chance.MASK));
    Comparison whole = comparison(design, "plain", "dropout");
    ComparisonResult expected = run(whole, runner);
    int runs = runner.tasks.size();
    assertThat(runs).isEqualTo(2 * 3 + 2 * 5 + 2 * 2 * 4).isEqualTo(whole.size());
    for (int most : new int[] {1, 4, 9, 17, runs - 1}) {
      Path place = folder.resolve("kept-" + most);
      Simulated first = runner.upTo(most);
      keep(comparison(design, "plain", "dropout"), first, place);
      Simulated rest = runner.upTo(1000);
      List<Integer> started = new ArrayList<>();
      ComparisonResult result =
          keep(comparison(design, "plain", "dropout"), rest, place, new ComparisonListener() {
            @Override
            public void started(int runs, int kept) {
              started.add(kept);
            }
          });
      assertThat(first.tasks).hasSize(most);
      assertThat(rest.tasks).hasSize(runs - most);
      assertThat(rest.names()).doesNotContainAnyElementsOf(first.names());
      assertThat(started).containsExactly(Math.min(most, 6));
      assertThat(numbers(result)).isEqualTo(numbers(expected));
    }
  }

  @Test
  @DisplayName(
      "Seeds that are asked for while it runs are run after the planned ones, as if they had been added by a command, and said")
  void askedFor() {
    Path place = folder.resolve("kept");
    Simulated runner = known();
    List<Integer> added = new ArrayList<>();
    ComparisonResult result =
        keep(comparison(seeds(3), "plain", "dropout"), runner, place, new ComparisonListener() {
          @Override
          public void finished(RunResult run) {
            if (run.seed() == 0 && run.variant().equals("plain")) {
              SeedsRequest.leave(place, 1);
            } else if (run.seed() == 3 && run.variant().equals("dropout")) {
              SeedsRequest.leave(place, 1);
            }
          }

          @Override
          public void added(int seeds) {
            added.add(seeds);
          }
        });
    assertThat(added).containsExactly(1, 1);
    assertThat(runner.names())
        .endsWith("6-plain-3", "7-dropout-3", "8-plain-4", "9-dropout-4")
        .hasSize(10);
    assertThat(result.design().seeds()).isEqualTo(result.seeds()).hasSize(5);
    assertThat(result.planned()).isEqualTo(result.runs().size()).isEqualTo(10);
    assertThat(result.interrupted()).isFalse();
    assertThat(result.notices())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("Seeds were added after looking: 3 were planned, and 4 may be run now.");
    assertThat(numbers(result))
        .isEqualTo(numbers(run(comparison(seeds(5), "plain", "dropout"), known())));
    assertThat(SeedsRequest.left(place)).isZero();

    Simulated none = known();
    ComparisonResult again = keep(comparison(seeds(5), "plain", "dropout"), none, place);
    assertThat(none.tasks).isEmpty();
    assertThat(again.notices()).isEqualTo(result.notices());
  }

  @Test
  @DisplayName("No runs at a time are refused by name")
  void jobs() {
    assertThatThrownBy(() -> comparison(seeds(3), "plain", "dropout")
            .run(0, known(), "", null, new Progress(new ComparisonListener() {})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jobs is 0");
  }

  @Test
  @DisplayName(
      "Seeds that are asked for before anything can be looked at, or of a comparison that adds them by itself, need no word")
  void askedForEarly() {
    Path place = folder.resolve("kept");
    ComparisonListener early = new ComparisonListener() {
      @Override
      public void started(int runs, int kept) {
        SeedsRequest.leave(place, 2);
      }
    };
    Simulated runner = known();
    Design open = Design.of(recipe).withSeeds(2, 3);
    ComparisonResult result = keep(comparison(open, "plain", "dropout"), runner, place, early);
    assertThat(result.design()).isEqualTo(open);
    assertThat(runner.tasks).hasSizeLessThanOrEqualTo(6);
    assertThat(SeedsRequest.left(place)).as("left when it had ended").isZero();
  }

  @Test
  @DisplayName(
      "Seeds that are added after looking, and a margin that is changed, are said, again whenever it is called")
  void amended() {
    Path place = folder.resolve("kept");
    keep(comparison(seeds(3), "plain", "dropout"), known(), place);
    Simulated more = known();
    ComparisonResult grown = keep(comparison(seeds(5), "plain", "dropout"), more, place);
    assertThat(more.names())
        .containsExactly("6-plain-3", "7-dropout-3", "8-plain-4", "9-dropout-4");
    assertThat(grown.notices())
        .singleElement()
        .asString()
        .startsWith("Seeds were added after looking: 3 were planned, and 5 may be run now.");
    assertThat(numbers(grown))
        .isEqualTo(numbers(run(comparison(seeds(5), "plain", "dropout"), known())));

    Design other = seeds(5).withCriterion(seeds(5).criterion().withMargin(0.003));
    ComparisonResult again = keep(comparison(other, "plain", "dropout"), known(), place);
    assertThat(again.notices())
        .hasSize(2)
        .last()
        .asString()
        .isEqualTo(
            "The margin was changed after results were there: 0 points before, 0.3 points now."
                + " A margin chosen by the results shows nothing.");
    assertThat(keep(comparison(other, "plain", "dropout"), known(), place).notices())
        .isEqualTo(again.notices());
    assertThat(ComparisonMarkdown.of(again)).contains("> **Note:** Seeds were added after looking");

    Comparison fewer = comparison(seeds(2), "plain", "dropout");
    assertThatThrownBy(() -> PartsDirectory.at(place, fewer.plan(), fewer.amendable()))
        .hasMessageContaining("holds results of other work (seeds: [0,1,2,3,4] there, [0,1] here)");
    Comparison tuned = comparison(other.withTrials(2), "plain", "dropout");
    assertThatThrownBy(() -> PartsDirectory.at(place, tuned.plan(), tuned.amendable()))
        .hasMessageContaining("(trials: 0 there, 2 here)");
  }

  @Test
  @DisplayName(
      "Every variant is tuned by as many trials, on validation and another seed, and runs with what was found")
  void tunes() {
    double rate = 0.02;
    Simulated runner = Simulated.of(task -> 0.9
        - Math.abs(
            Math.log10(((Number) task.variant().flat().get("optimizer.lr")).doubleValue() / rate)));
    List<Tuned> told = new ArrayList<>();
    Comparison comparison = comparison(seeds(2).withTrials(12), "plain", "dropout", "batchnorm");
    ComparisonResult result =
        comparison.run(2, runner, "", null, new Progress(new ComparisonListener() {
          @Override
          public void tuned(Tuned tuned) {
            told.add(tuned);
          }
        }));
    assertThat(told).containsExactlyInAnyOrderElementsOf(result.tuned());
    List<Task> trials = runner.tasks.stream().filter(task -> !task.isTested()).toList();
    assertThat(trials).hasSize(36).allMatch(task -> task.seed() == Tuner.SEED);
    for (Tuned tuned : result.tuned()) {
      assertThat(tuned.trials()).hasSize(12);
      assertThat(tuned.objective()).isEqualTo("val/accuracy");
      assertThat(tuned.settings()).containsOnlyKeys("optimizer.lr", "optimizer.weightDecay");
      double best =
          tuned.trials().stream().mapToDouble(Tuned.Trial::value).max().orElseThrow();
      assertThat(tuned.value()).isEqualTo(best);
      assertThat((double) tuned.settings().get("optimizer.lr")).isBetween(rate / 1.6, rate * 1.6);
    }
    runner.tasks.stream()
        .filter(Task::isTested)
        .forEach(task -> assertThat(task.variant().flat())
            .containsAllEntriesOf(result.tuned().stream()
                .filter(each -> each.variant().equals(task.variant().name()))
                .findFirst()
                .orElseThrow()
                .settings()));
    assertThat(result.summaries().get(0).tuned()).isEqualTo(result.tuned().get(0));
    assertThat(result.entries().toString()).contains("optimizer.weightDecay");
  }

  @Test
  @DisplayName(
      "What variants are about is not tuned away: a weight decay that differs between them stays")
  void tunesNuisancesOnly() {
    Recipe decays = recipe.with("compare.tune.trials", "2", "").with("compare.margin", "0.01", "");
    assertThat(Design.of(decays).trials()).isEqualTo(2);
    assertThat(Design.of(decays).criterion().margin()).isEqualTo(0.01);
    var plain = recipe.variant("plain");
    var decayed = recipe.with("optimizer.weightDecay", "0.1", "").variant("dropout");
    assertThat(Tuner.space(recipe, List.of(plain, decayed), plain).dimensions())
        .extracting(each -> each.name())
        .containsExactly("optimizer.lr");
    Recipe asked = recipe.with("compare.tune.space", "{model.dropout: [0.1, 0.2]}", "");
    assertThat(Tuner.space(asked, List.of(plain), plain).dimensions())
        .extracting(each -> each.name())
        .containsExactly("model.dropout");
  }

  @Test
  @DisplayName("Where all trials fail, the variant keeps its settings, and that is said")
  void tunesInVain() {
    ComparisonResult result = run(
        comparison(seeds(2).withTrials(2), "plain", "dropout"),
        Simulated.of(
            task -> !task.isTested() && task.variant().name().equals("plain") ? Double.NaN : 0.5));
    assertThat(result.variants().get(0)).isEqualTo(recipe.variant("plain"));
    assertThat(result.notices())
        .singleElement()
        .asString()
        .startsWith("All trials of plain failed");
    assertThat(result.failures()).isEmpty();
  }

  @Test
  @DisplayName(
      "Over folds each seed is run once a fold, and Nadeau and Bengio's variance makes the interval wider")
  void folds() {
    Simulated runner = Simulated.of(task -> 0.5
        + (task.variant().name().equals("plain")
            ? 0
            : 0.01 * (task.seed() * 3 + task.fold().index())));
    ComparisonResult result = run(comparison(seeds(2).withFolds(3), "plain", "dropout"), runner);
    assertThat(runner.names())
        .startsWith("0-plain-0-fold1", "1-dropout-0-fold1", "2-plain-0-fold2")
        .hasSize(12)
        .doesNotHaveDuplicates();
    Difference difference = result.differences().get(0);
    assertThat(difference.isCorrected()).isTrue();
    assertThat(difference.values()).hasSize(6);
    assertThat(difference.mean()).isCloseTo(0.025, within(1e-12));
    // scipy: t.ppf(0.975, 5) * std([0, .01, .02, .03, .04, .05], ddof=1) * sqrt(1/6 + 1/2)
    assertThat(difference.interval().high() - difference.mean())
        .isCloseTo(0.03926628613960648, within(1e-12));
    assertThat(difference.verdict().sentence()).contains("shown with 2 repetitions of 3 folds");
    assertThat(ComparisonCsv.of(result)).contains("\r\ndropout,1,3,,");
    assertThatThrownBy(() -> seeds(2).withFolds(3).withVaried(List.of(Chance.INIT)))
        .hasMessageContaining("do one after the other");
  }

  @Test
  @DisplayName("One kind of chance is varied alone, all else is the first seed's")
  void varies() {
    Simulated runner = Simulated.of(task -> 0.1 * task.seeds().split()
        + 0.01 * task.seeds().init()
        + 0.001 * task.seeds().order());
    Design design = seeds(3).withVaried(List.of(Chance.ORDER, Chance.SPLIT, Chance.MASK));
    ComparisonResult result = run(comparison(design, "plain", "dropout"), runner);
    assertThat(
            runner.tasks.stream().filter(task -> task.chance() == Chance.ORDER).map(Task::seeds))
        .containsExactly(
            new Seeds(0, 0, 1, 0),
            new Seeds(0, 0, 1, 0),
            new Seeds(0, 0, 2, 0),
            new Seeds(0, 0, 2, 0));
    assertThat(result.variations())
        .extracting(each -> each.chance() + " " + each.variant() + " "
            + Math.round(each.spread().deviation() * 1e6) / 1e6 + " of "
            + each.spread().count())
        .containsExactly(
            "SPLIT plain 0.1 of 3",
            "SPLIT dropout 0.1 of 3",
            "ORDER plain 0.001 of 3",
            "ORDER dropout 0.001 of 3",
            "MASK plain 0.0 of 3",
            "MASK dropout 0.0 of 3");
    assertThat(result.runs()).hasSize(6);
    assertThat(ComparisonCsv.of(result).lines().filter(line -> line.contains(",order,")))
        .hasSize(4);
    assertThat(ComparisonMarkdown.of(result)).contains("| plain | split | 10.00 points | 3 |");
  }

  @Test
  @DisplayName("The files have every run and the verdicts first, and no name breaks them")
  void files() throws IOException {
    Files.writeString(
        folder.resolve("odd.yaml"),
        TinyRecipe.TEXT.replace("about: Small enough for a test.", "about: \"a | *b* <script>\""));
    recipe = Recipe.read(folder.resolve("odd.yaml"));
    ComparisonResult result = run(comparison(seeds(5), "plain", "dropout"), known());
    List<String> lines = ComparisonCsv.of(result).lines().toList();
    assertThat(lines).hasSize(11);
    assertThat(lines.get(0))
        .isEqualTo(
            "variant,seed,fold,varied,test/accuracy,test/loss,test/rmse,val/accuracy,val/loss,val/rmse,"
                + "epoch,epochs,seconds,sparsity");
    assertThat(lines.get(1)).startsWith("plain,0,,,0.8,").endsWith(",1,1,2.0,0.25");
    assertThat(ComparisonMarkdown.of(result))
        .startsWith(
            "# Comparison: tiny\n\na \\| \\*b\\* \\<script\\>\n\n- dropout is better than plain by 1.84 points")
        .contains(
            "| variant | runs | val accuracy % | test accuracy % | gap | epoch | time | zeros |\n")
        .contains("| dropout | better | +1.84 | +1.45 to +2.23 |");
  }
}
