package org.ockham.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.model.Mlp;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.sampler.BruteForce;
import org.ockham.search.sampler.Random;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import tools.jackson.databind.JsonNode;

final class SearchPlanTest {

  private static final String BASE = """
      data: {set: glyphs, train: 0.5, validation: 0.5}
      model: {kind: mlp, hidden: [8]}
      optimizer: {kind: adam, lr: 0.01}
      train: {epochs: 4}
      """;

  private static final String SPACE = """
      search:
        objective: val/loss
        trials: 7
        pruner: median
        points: 3
        budget: 100
        strategies:
          blind: {sampler: random, pruner: none}
          early: {pruner: hyperband}
        space:
          train.batch: {from: 16, to: 64, step: 16, integer: true}
          optimizer.lr: {from: 1e-4, to: 1e-2, log: true}
          model.hidden: [[8], [8, 8]]
          model.norm:
            none: {}
            batch: {model.normMomentum: {from: 0.01, to: 0.5}}
          dropout:
            without: {model.dropout: 0}
            with: {model.dropout: {from: 0.1, to: 0.8}}
      """;

  @TempDir
  private Path folder;

  private Recipe recipe(String search) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, BASE + search);
    return Recipe.read(file);
  }

  @Test
  void aPlanIsReadWithDefaults() throws IOException {
    SearchPlan plan = recipe(SPACE).search();
    assertThat(plan.objective()).isEqualTo("val/loss");
    assertThat(plan.trials()).isEqualTo(7);
    assertThat(plan.strategy()).isEqualTo(new SearchPlan.Strategy("tpe", "median"));
    assertThat(plan.strategies())
        .isEqualTo(Map.of(
            "blind", new SearchPlan.Strategy("random", "none"),
            "early", new SearchPlan.Strategy("tpe", "hyperband")));
    assertThat(plan.space().dimensions().subList(0, 2))
        .containsExactly(
            new SearchSpace.Interval("train.batch", IntDistribution.stepped(16, 64, 16)),
            new SearchSpace.Interval("optimizer.lr", FloatDistribution.log(1e-4, 1e-2)));
    SearchPlan bare =
        recipe("search: {space: {optimizer.lr: {from: 0.1, to: 1}}}").search();
    assertThat(bare.objective()).isEqualTo("val/accuracy");
    assertThat(bare.strategy()).isEqualTo(new SearchPlan.Strategy("tpe", "none"));
    assertThat(bare.trials()).isEqualTo(50);
  }

  @Test
  void whatIsChosenDependsOnWhatWasChosen() throws IOException {
    Recipe recipe = recipe(SPACE);
    Set<Set<String>> seen = new HashSet<>();
    StudyResult result = Study.minimize("s", Storage.memory(), Random.seeded(1))
        .optimize(
            trial -> {
              Map<String, JsonNode> settings = recipe.search().space().settings(trial::suggest);
              assertThat(settings).doesNotContainKey("dropout");
              Variant variant = recipe.with(settings, "trial").variants().get(0);
              Mlp mlp = (Mlp) variant.model();
              assertThat(mlp.dropout() > 0)
                  .isEqualTo("with".equals(trial.params().get("dropout")));
              assertThat(mlp.norm() == Mlp.Norm.BATCH)
                  .isEqualTo(trial.params().containsKey("model.normMomentum"));
              assertThat(variant.train().batch()).isIn(16, 32, 48, 64);
              assertThat(mlp.hidden().size()).isBetween(1, 2);
              return 0;
            },
            60);
    for (FrozenTrial trial : result.trials()) {
      seen.add(trial.params().keySet());
    }
    assertThat(seen).hasSize(4);
  }

  @Test
  void aGridHasTheEndsOfEveryInterval() throws IOException {
    SearchSpace grid = recipe(SPACE).search().space().gridded(3);
    Set<Object> rates = new LinkedHashSet<>();
    StudyResult result = Study.minimize("g", Storage.memory(), BruteForce.seeded(1))
        .optimize(
            trial -> {
              rates.add(grid.settings(trial::suggest).get("optimizer.lr").doubleValue());
              return 0;
            },
            1000);
    assertThat(result.trials()).hasSize(3 * 3 * 2 * (1 + 3) * (1 + 3));
    assertThat(rates).contains(1e-4, 1e-2).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{space: {}} | search.space is empty",
        "{space: {optimiser.lr: {from: 1, to: 2}}} | search.space.optimiser.lr is no setting",
        "{space: {optimizer.lr: {from: 1}}} | search.space.optimizer.lr lacks an end",
        "{space: {optimizer.lr: {from: 2, to: 1}}} | search.space.optimizer.lr is no interval",
        "{space: {optimizer.lr: {from: -1, to: 1}}} | optimizer.lr is -1.0: it must be at least 0",
        "{space: {optimizer.lr: {from: 0, to: 1, log: true}}} | search.space.optimizer.lr is no interval",
        "{space: {optimizer.lr: {from: 1, to: 2, lag: true}}} | there is no key search.space.optimizer.lr.lag",
        "{space: {train.batch: {from: 1.5, to: 2, integer: true}}} | whole numbers",
        "{space: {train.batch: []}} | search.space.train.batch is empty",
        "{space: {model.norm: [none, bach]}} | did you mean batch?",
        "{space: {model.norm: {none: {}, bach: {}}}} | did you mean batch?",
        "{sampler: tpee, space: {optimizer.lr: [1, 2]}} | did you mean tpe?",
        "{objective: test/loss, space: {optimizer.lr: [1, 2]}} | search.objective is 'test/loss'",
        "{strategies: {a: {}}, space: {optimizer.lr: [1, 2]}} | give search.budget",
        "{strategies: {a: {sampler: x}}, space: {optimizer.lr: [1, 2]}} | search.strategies.a.sampler is 'x'",
      })
  void whatCannotBeSearchedIsRefused(String search, String sentence) {
    assertThatThrownBy(() -> recipe("search: " + search))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aRecipeWithoutASearchSaysSo() throws IOException {
    Recipe silent = recipe("");
    assertThatThrownBy(silent::search)
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("has no section search");
  }

  @Test
  @DisplayName(
      "A setting that is given is not searched: its parameter has that value in every trial")
  void given() throws IOException {
    Path file = Files.writeString(folder.resolve("given.yaml"), BASE + SPACE);
    Recipe recipe = Recipe.read(file);
    SearchPlan rate = recipe.with("optimizer.lr", "0.5", "--set").search();
    assertThat(rate.fixed()).containsExactly(Map.entry("optimizer.lr", "0.5"));
    assertThat(rate.space().dimensions())
        .extracting(SearchSpace.Dimension::name)
        .containsExactly("train.batch", "model.hidden", "model.norm", "dropout");

    // what an option brings with it stays searched; what several options set gives way everywhere
    SearchPlan batch = recipe.with("model.norm", "batch", "--set").search();
    assertThat(batch.space().dimensions())
        .extracting(SearchSpace.Dimension::name)
        .containsExactly(
            "train.batch", "optimizer.lr", "model.hidden", "model.normMomentum", "dropout");
    SearchPlan dropout = recipe.with("model.dropout", "0.3", "--set").search();
    SearchSpace.Choice choice =
        (SearchSpace.Choice) dropout.space().dimensions().get(4);
    assertThat(choice.options())
        .allMatch(option ->
            option.inner().dimensions().isEmpty() && option.inner().fixed().isEmpty());
    SearchPlan section =
        recipe.with("optimizer", "{kind: sgd, lr: 0.1}", "--set").search();
    assertThat(section.fixed()).containsExactly(Map.entry("optimizer.lr", "0.1"));
    assertThat(recipe.with("model.norm", "layer", "--set").search().space().dimensions())
        .extracting(SearchSpace.Dimension::name)
        .doesNotContain("model.norm", "model.normMomentum");

    Recipe trial = recipe
        .with("optimizer.lr", "0.5", "--set")
        .with(rate.space().settings((name, distribution) -> distribution.quantile(0)), "trial 0");
    assertThat(trial.variants().get(0).optimizer().rate()).isEqualTo(0.5);

    Recipe all = Recipe.read(Files.writeString(
        folder.resolve("all.yaml"), BASE + "search: {space: {optimizer.lr: [0.1, 0.2]}}\n"));
    Recipe none = all.with("optimizer.lr", "0.1", "--set");
    assertThat(none.variants()).hasSize(1); // it can be trained
    assertThatThrownBy(none::search)
        .hasMessageContaining("all that its search might choose is given (optimizer.lr)");
  }
}
