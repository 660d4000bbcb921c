package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.sampler.Random;
import org.ockham.search.space.Scale;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

final class EnqueueActionTest {

  @TempDir
  private Path folder;

  private String url() {
    return "journal:///" + folder.resolve("study.journal");
  }

  @BeforeEach
  void search() {
    try (Storage storage = Storage.of(url())) {
      Study.minimize("search", storage, Random.seeded(1))
          .optimize(
              trial -> {
                double low = trial.number() == 0 ? 1e-3 : 1e-5; // the newest counts
                trial.suggestInt("n", 1, 9, 2);
                trial.suggestDouble("grid", 0, 1, 0.25);
                trial.suggestCategorical("c", "a", null, 2);
                return trial.suggestDouble("x", low, 1, Scale.LOG);
              },
              2);
    }
  }

  private String queue(String json) {
    StudySource source = StudySource.of(url());
    StudyResult study = source.read("search", some -> {}).result();
    return EnqueueAction.of(source, study, study.findBest().stream().toList())
        .doing()
        .apply(json);
  }

  private List<FrozenTrial> queued() {
    try (Storage storage = Storage.reading(url())) {
      return storage.next(storage.studies().get(0).id(), -1, 100).stream()
          .filter(trial -> trial.state() == TrialState.WAITING)
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          {"x": "abc"}          | parameter "x": value abc | give a number
          {"x": true}           | parameter "x": value true | give a number
          {"x": 0}              | parameter "x": value 0 | give a number in [1.0E-5, 1.0]
          {"x": 1e400}          | parameter "x": value Infinity | give a number in [1.0E-5, 1.0]
          {"n": null}           | parameter "n": value null | give a whole number
          {"n": 2.5}            | parameter "n": value 2.5 | give a whole number
          {"n": 4}              | parameter "n": value 4 | give 1 to 9 in steps of 2
          {"grid": 0.3}         | parameter "grid": value 0.3 | give a number in [0.0, 1.0] in steps of 0.25
          {"c": "zzz"}          | parameter "c": value zzz | is none of the choices
          {"c": true}           | parameter "c": value true | is none of the choices
          {"x": 0.1, "y": 1}    | No trial has a parameter y | there are c, grid, n, x
          """)
  @DisplayName("A value that the objective would refuse is refused, and says what is taken")
  void refuses(String json, String seen, String remedy) {
    assertThatThrownBy(() -> queue(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(seen)
        .hasMessageContaining(remedy);
    assertThat(queued()).isEmpty();
  }

  @Test
  @DisplayName("What is queued is what a trial would have")
  void queues() {
    assertThat(queue("{\"x\": 0.0001, \"n\": 3.0, \"c\": null, \"grid\": 1}"))
        .isEqualTo("Trial 2 is queued.");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("x", 0.0001);
    values.put("n", 3);
    values.put("c", null);
    values.put("grid", 1.0);
    assertThat(queued())
        .extracting(trial -> trial.systemAttributes().get(FrozenTrial.FIXED_PARAMS))
        .containsExactly(values);
  }
}
