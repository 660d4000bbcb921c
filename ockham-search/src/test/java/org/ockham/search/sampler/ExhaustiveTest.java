package org.ockham.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.ockham.search.Objective;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.Trial;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.space.Scale;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/** Samplers that try everything, or some of it as given. */
final class ExhaustiveTest {

  private static final Grid GRID = new Grid(
      Map.of("x", List.of(0.1, 0.5, 0.9), "c", Arrays.asList("a", null), "n", List.of(1, 2)), 3);

  private static double grid(Trial trial) {
    return trial.suggestDouble("x", 0, 1)
        + trial.suggestInt("n", 1, 5)
        + (trial.suggestCategorical("c", "a", "b", null) == null ? 1 : 0);
  }

  private static Set<Map<String, ?>> distinct(StudyResult result) {
    Set<Map<String, ?>> params = new HashSet<>();
    for (FrozenTrial trial : result.trials()) {
      params.add(trial.params());
    }
    return params;
  }

  @Test
  void aGridIsWalkedOnceAndEnds() {
    StudyResult result =
        Study.minimize("g", Storage.memory(), GRID).optimize(ExhaustiveTest::grid, 100);
    assertThat(result.trials()).hasSize(12);
    assertThat(distinct(result)).hasSize(12);
    assertThat(GRID.size()).isEqualTo(12);
  }

  @RepeatedTest(200) // what threads do to each other is rarely seen once
  void aGridIsSharedAmongThreadsAndFailedCellsAreTriedAgain() {
    Set<Map<String, ?>> met = ConcurrentHashMap.newKeySet();
    StudyResult result = Study.minimize("g", Storage.memory(), GRID)
        .optimize(
            trial -> {
              double value = grid(trial);
              if (trial.params().get("x").equals(0.5) && met.add(trial.params())) {
                throw new IllegalStateException("fails");
              }
              return value;
            },
            Plan.trials(100).jobs(3).catching(IllegalStateException.class));
    List<FrozenTrial> complete = result.complete();
    assertThat(complete).hasSize(12);
    assertThat(new HashSet<>(complete.stream().map(FrozenTrial::params).toList()))
        .hasSize(12);
  }

  /** Often, for two threads seldom choose in just the same moment. */
  @Test
  void bruteForceIsSharedAmongThreads() {
    for (int seed = 0; seed < 200; seed++) {
      StudyResult result = Study.minimize("b", Storage.memory(), BruteForce.seeded(seed))
          .optimize(
              trial -> {
                int x = trial.suggestInt("x", 0, 7);
                return x < 4 ? trial.suggestInt("y", 0, 4) : x;
              },
              Plan.trials(100).jobs(4));
      assertThat(distinct(result)).hasSize(24);
      assertThat(result.trials()).hasSize(24);
    }
  }

  private static List<Object> values(StudyResult result) {
    return result.trials().stream().map(trial -> trial.params().get("x")).toList();
  }

  @Test
  void aStudyGoesOnWithAnotherGrid() {
    Storage storage = Storage.memory();
    for (List<Object> grid : List.<List<Object>>of(
        List.of(1, 2), List.of(3, 4, 5), List.of(5, 3, 1.0, 3), List.of(2, 0.1 + 0.2))) {
      Study.minimize("g", storage, Grid.of(Map.of("x", grid)))
          .optimize(trial -> trial.suggestDouble("x", 0, 5, 0.1), 10);
    }
    assertThat(values(Study.minimize("g", storage, GRID).result()))
        .containsExactlyInAnyOrder(1.0, 2.0, 3.0, 4.0, 5.0, 0.3);
  }

  @Test
  void aQueuedValueCountsForTheCellItIsIn() {
    Study study = Study.minimize(
        "g", Storage.memory(), Grid.of(Map.of("x", List.of(1, 2), "y", List.of(1, 2))));
    study.enqueue(Map.of("x", 2, "y", 1));
    study.enqueue(Map.of("x", 1));
    study.enqueue(Map.of("x", 4, "y", 4));
    StudyResult result = study.optimize(t -> t.suggestInt("x", 1, 5) + t.suggestInt("y", 1, 5), 20);
    assertThat(distinct(result)).hasSize(5);
    assertThat(result.trials()).hasSize(5);
  }

  @Test
  void aCombinationThatFailsIsTriedOnceMore() {
    for (Sampler sampler : List.of(BruteForce.seeded(1), Grid.of(Map.of("x", List.of(0, 1, 2))))) {
      StudyResult result = Study.minimize("f", Storage.memory(), sampler)
          .optimize(
              trial -> {
                int x = trial.suggestInt("x", 0, 2);
                if (x == 1) {
                  throw new IllegalStateException("fails");
                }
                return x;
              },
              Plan.trials(20).catching(IllegalStateException.class));
      assertThat(values(result)).containsExactlyInAnyOrder(0, 1, 1, 2);
    }
  }

  @Test
  void bruteForceGoesOnWhereBoundsMoved() {
    Storage storage = Storage.memory();
    Study.minimize("b", storage, BruteForce.seeded(1)).optimize(t -> t.suggestInt("x", 0, 3), 10);
    Objective moved = t -> t.suggestInt("x", 2, 5);
    assertThat(values(Study.minimize("b", storage, BruteForce.seeded(1)).optimize(moved, 10)))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    // It cannot know that nothing moved this time before it asked once, unless it is told.
    assertThat(Study.minimize("b", storage, BruteForce.seeded(1).withSameSpace())
            .optimize(moved, 10)
            .trials())
        .hasSize(6);
    assertThat(Study.minimize("b", storage, BruteForce.seeded(1))
            .optimize(moved, 10)
            .trials())
        .hasSize(7);
  }

  @Test
  void bruteForceCountsNoValueOutsideOfTheRange() {
    Storage storage = Storage.memory();
    Study study = Study.minimize("b", storage, BruteForce.seeded(1));
    storage.add(
        storage.find("b").orElseThrow().id(),
        new TrialWrite(
            TrialState.COMPLETE,
            List.of(1.0),
            Parameters.NONE.with("x", IntDistribution.of(0, 2), 11),
            new TreeMap<>(),
            Map.of(),
            Map.of()));
    assertThat(values(study.optimize(t -> t.suggestInt("x", 0, 2), 10)))
        .containsExactlyInAnyOrder(11, 0, 1, 2);
  }

  @Test
  void aSteppedRangeEndsAtItsLastPoint() {
    Map<double[], List<Double>> points = Map.of(
        new double[] {0.8, 1, 0.1}, List.of(0.8, 0.9, 1.0),
        new double[] {0, 0.3, 0.1}, List.of(0.0, 0.1, 0.2, 0.3),
        new double[] {0, 1, 0.3}, List.of(0.0, 0.3, 0.6, 0.9));
    points.forEach((range, expected) -> {
      Sampler grid = Grid.of(Map.of("x", List.of(range[0], range[0] + range[2], range[1])));
      for (Sampler sampler : List.of(Random.seeded(1), BruteForce.seeded(1), Tpe.seeded(1))) {
        StudyResult result = Study.minimize("s", Storage.memory(), sampler)
            .optimize(trial -> trial.suggestDouble("x", range[0], range[1], range[2]), 60);
        assertThat(new TreeSet<>(values(result))).isEqualTo(new TreeSet<>(expected));
      }
      if (expected.contains(range[1])) {
        StudyResult result = Study.minimize("s", Storage.memory(), grid)
            .optimize(trial -> trial.suggestDouble("x", range[0], range[1], range[2]), 60);
        assertThat(new TreeSet<Object>(expected)).containsAll(values(result));
      }
    });
  }

  @Test
  void aGridLacksAParameter() {
    Study study = Study.minimize("g", Storage.memory(), GRID);
    assertThatThrownBy(() -> study.optimize(trial -> trial.suggestDouble("z", 0, 1), 1))
        .hasMessageContaining("\"z\"");
    assertThatThrownBy(() -> Grid.of(Map.of("x", List.of()))).hasMessageContaining("at least one");
  }

  private static double tree(Trial trial) {
    String kind = trial.suggestCategorical("kind", "a", "b", "c");
    return switch (kind) {
      case "a" -> trial.suggestInt("n", 1, 4, Scale.LOG);
      case "b" ->
        trial.suggestDouble("x", 0, 1, 0.5)
            + (trial.suggestCategorical("flag", true, false) ? 1 : 0);
      default -> 7;
    };
  }

  @Test
  void bruteForceWalksConditionalSpaces() {
    StudyResult result = Study.minimize("b", Storage.memory(), BruteForce.seeded(1))
        .optimize(ExhaustiveTest::tree, 100);
    assertThat(result.trials()).hasSize(4 + 6 + 1);
    assertThat(distinct(result)).hasSize(11);
    Study continuous = Study.minimize("c", Storage.memory(), BruteForce.seeded(1));
    assertThatThrownBy(() -> continuous.optimize(trial -> trial.suggestDouble("x", 0, 1), 1))
        .hasMessageContaining("give it a step");
  }

  @Test
  void bruteForceGoesOnAfterAResume() {
    Storage storage = Storage.memory();
    Study.minimize("b", storage, BruteForce.seeded(1)).optimize(ExhaustiveTest::tree, 5);
    StudyResult result =
        Study.minimize("b", storage, BruteForce.seeded(2)).optimize(ExhaustiveTest::tree, 100);
    assertThat(distinct(result)).hasSize(11);
    assertThat(result.trials()).hasSize(11);
  }

  @Test
  void someParametersAreFixed() {
    Sampler sampler = new PartialFixed(Collections.singletonMap("c", null), Tpe.seeded(1));
    StudyResult result =
        Study.minimize("p", Storage.memory(), sampler).optimize(ExhaustiveTest::grid, 30);
    assertThat(result.trials())
        .allMatch(trial -> trial.params().get("c") == null && trial.state() == TrialState.COMPLETE);
    assertThat(distinct(result)).hasSizeGreaterThan(20);
  }

  @Test
  void quasiRandomPointsCoverTheRangeEvenly() {
    for (Sampler sampler : List.of(QuasiRandom.sobol(1), QuasiRandom.halton(1))) {
      StudyResult result = Study.minimize("q", Storage.memory(), sampler)
          .optimize(trial -> trial.suggestDouble("x", 0, 1) + trial.suggestDouble("y", 0, 1), 65);
      int[] bins = new int[16];
      result
          .trials()
          .subList(1, 65)
          .forEach(trial -> bins[(int) (16 * (double) trial.params().get("x"))]++);
      assertThat(Arrays.stream(bins).min().orElseThrow()).isGreaterThanOrEqualTo(2);
      assertThat(Arrays.stream(bins).max().orElseThrow()).isLessThanOrEqualTo(6);
    }
  }
}
