package org.ockham.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.ockham.search.space.Scale.LOG;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Random;
import org.ockham.search.space.DistributionJson;
import org.ockham.search.space.Json;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * Real Optunas as clients of a study made here. They are looked for in {@code python3}, {@code /usr/bin/python3} and the
 * interpreters listed, with colons between, in the environment variable {@code OCKHAM_OPTUNA_PYTHONS}.
 */
final class OptunaTest {

  @TempDir
  private Path folder;

  @TestFactory
  List<DynamicTest> optunaSharesAStudy() throws Exception {
    Map<String, String> pythons = pythons();
    List<DynamicTest> tests = new ArrayList<>();
    pythons.forEach((version, python) ->
        tests.add(DynamicTest.dynamicTest("Optuna " + version, () -> share(python, version))));
    for (String wanted : List.of("3.1", "5.")) {
      if (pythons.keySet().stream().noneMatch(version -> version.startsWith(wanted))) {
        tests.add(DynamicTest.dynamicTest(
            "Optuna " + wanted, () -> abort("no interpreter here has Optuna " + wanted)));
      }
    }
    return tests;
  }

  static Map<String, String> pythons() throws Exception {
    Set<String> candidates = new LinkedHashSet<>();
    String listed = System.getenv("OCKHAM_OPTUNA_PYTHONS");
    if (listed != null) {
      candidates.addAll(List.of(listed.split(":")));
    }
    candidates.add("python3");
    candidates.add("/usr/bin/python3");
    Map<String, String> found = new LinkedHashMap<>();
    for (String python : candidates) {
      try {
        String version =
            run(List.of(python, "-c", "import optuna; print(optuna.__version__)"), false);
        if (!version.isBlank()) {
          found.putIfAbsent(version.strip(), python);
        }
      } catch (IOException absent) {
        // looks at the next
      }
    }
    return found;
  }

  private static String run(List<String> command, boolean must) throws Exception {
    Path errors = Files.createTempFile("optuna", ".err");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    if (must) {
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    }
    Files.delete(errors);
    return output;
  }

  private static double objective(Trial trial) {
    double lr = trial.suggestDouble("lr", 1e-5, 0.1, LOG);
    Object norm = trial.suggestCategorical("norm", "none", null, true, 3, 2.5);
    int units = trial.suggestInt("units", 8, 64, 8);
    double drop = norm == null ? trial.suggestDouble("drop", 0, 0.5, 0.05) : 0;
    int layers = trial.suggestInt("layers", 1, 100, LOG);
    trial.setAttribute("by", "java");
    trial.setAttribute("nested", Map.of("list", List.of(1, 2.5, "ä", true)));
    trial.constrain(0.5 - trial.number());
    trial.report(0, lr);
    trial.report(3, trial.number() == 3 ? Double.NaN : Double.POSITIVE_INFINITY);
    trial.report(5, 0.25);
    return switch (trial.number() % 5) {
      case 0 -> throw new TrialPruned();
      case 1 -> Double.NaN;
      case 2 -> Double.POSITIVE_INFINITY;
      default -> lr + units + drop + layers;
    };
  }

  private void share(String python, String version) throws Exception {
    String url = "sqlite:///" + folder.resolve("study-" + version + ".db");
    Path script = folder.resolve("client.py");
    try (var in = OptunaTest.class.getResourceAsStream("/optuna_client.py")) {
      Files.write(script, in.readAllBytes());
    }
    boolean old = version.startsWith("3.0") || version.startsWith("3.1");
    StudyResult made;
    try (Storage storage = Storage.of(url + (old ? "?schema=v3.0.0.d" : ""))) {
      Study study = Study.minimize("shared", storage, Random.seeded(4));
      study.setAttribute("owner", "java");
      study.optimize(OptunaTest::objective, 25);
      Trial running = study.ask();
      running.suggestDouble("lr", 1e-5, 0.1, LOG);
      running.live().flush();
      study.enqueue(Map.of("lr", 0.02));
      made = study.result();
    }

    Map<?, ?> seen =
        (Map<?, ?>) Json.read(run(List.of(python, script.toString(), url, "shared"), true));
    assertThat(seen.get("directions")).isEqualTo(List.of("MINIMIZE"));
    assertThat(seen.get("user_attrs")).isEqualTo(Map.of("owner", "java"));
    FrozenTrial best = made.best();
    if (!old) { // 3.1 does not look at constraints when it chooses the best
      assertThat(seen.get("best_value")).isEqualTo(best.value());
      assertThat(seen.get("best_params")).isEqualTo(best.params());
    }
    List<?> trials = (List<?>) seen.get("trials");
    assertThat(trials).hasSize(made.trials().size());
    for (FrozenTrial trial : made.trials()) {
      assertSame(trial, (Map<?, ?>) trials.get(trial.number()));
    }

    try (Storage storage = Storage.of(url)) {
      Study study = Study.open("shared", storage, Random.seeded(5), Pruner.none());
      List<FrozenTrial> all = study.result().trials();
      for (FrozenTrial trial : made.trials().subList(0, 26)) {
        FrozenTrial again = all.get(trial.number());
        assertThat(again.parameters()).isEqualTo(trial.parameters());
        assertThat(again.values()).isEqualTo(trial.values());
        assertThat(again.state()).isEqualTo(trial.state());
        assertThat(again.intermediateValues()).isEqualTo(trial.intermediateValues());
        assertThat(again.userAttributes()).isEqualTo(trial.userAttributes());
      }
      List<FrozenTrial> added = all.subList(26, all.size());
      // Python claimed the queued trial first, then made five, queued one and added one.
      assertThat(added).hasSize(8);
      assertThat(added.get(0).params()).containsEntry("lr", 0.02);
      for (FrozenTrial trial : added.subList(0, 6)) {
        assertThat(trial.userAttributes()).isEqualTo(Map.of("by", "python"));
        assertThat(trial.intermediateValues()).hasSize(3);
        assertThat(trial.state())
            .isEqualTo(List.of(TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL)
                .get(trial.number() % 3));
        assertThat(trial.params().keySet())
            .containsExactlyInAnyOrder("lr", "norm", "units", "drop", "layers");
      }
      assertThat(added.get(6).state()).isEqualTo(TrialState.WAITING);
      assertThat(added.get(7).value()).isInfinite();
      assertThat(study.attributes()).containsKey("from_python");
      study.optimize(OptunaTest::objective, 1);
      assertThat(study.result().trials().get(32).params())
          .containsEntry("lr", 0.01)
          .containsEntry("norm", null);
    }
  }

  private static void assertSame(FrozenTrial trial, Map<?, ?> seen) {
    assertThat(seen.get("state")).isEqualTo(trial.state().name());
    assertThat(seen.get("params")).isEqualTo(trial.params());
    Map<?, ?> distributions = (Map<?, ?>) seen.get("distributions");
    for (String name : trial.parameters().names()) {
      assertThat(DistributionJson.read((String) distributions.get(name)))
          .isEqualTo(trial.parameters().distribution(name));
    }
    assertThat(numbers((List<?>) seen.get("values"))).isEqualTo(trial.values());
    Map<Integer, Double> steps = new LinkedHashMap<>();
    ((Map<?, ?>) seen.get("intermediate"))
        .forEach((step, value) -> steps.put(Integer.valueOf((String) step), number(value)));
    assertThat(steps).isEqualTo(trial.intermediateValues());
    assertThat(seen.get("user_attrs")).isEqualTo(trial.userAttributes());
    assertThat(seen.get("constraints")).isEqualTo(trial.systemAttributes().get("constraints"));
    assertThat(seen.get("started")).isEqualTo(trial.start() != null);
    assertThat(seen.get("completed")).isEqualTo(trial.complete() != null);
  }

  private static List<Double> numbers(List<?> values) {
    return values == null ? List.of() : values.stream().map(OptunaTest::number).toList();
  }

  private static double number(Object value) {
    return switch (value.toString()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> ((Number) value).doubleValue();
    };
  }
}
