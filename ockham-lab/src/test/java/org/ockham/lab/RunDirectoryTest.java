package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

final class RunDirectoryTest {

  @TempDir
  private Path folder;

  private Experiment experiment() throws IOException {
    return Experiment.of(TinyRecipe.in(folder).variant("plain"), 1, TinyRecipe.nowhere(folder));
  }

  private RunResult run(RunDirectory directory, Callback... callbacks) throws IOException {
    return new Run(experiment(), callbacks).execute(directory, "", judged -> {});
  }

  @Test
  @DisplayName("A second run is kept out of a directory while the first one writes there")
  void claimed() throws IOException {
    Path place = folder.resolve("run");
    RunDirectory second = RunDirectory.at(place); // before the first has made anything
    List<String> refused = new ArrayList<>();
    run(RunDirectory.at(place), new Callback() {
      @Override
      public void onEpochStart(Fit fit) {
        for (RunDirectory other : List.of(second, RunDirectory.at(place))) {
          try {
            run(other);
          } catch (LabException e) {
            refused.add(e.getMessage());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        }
      }
    });
    assertThat(refused)
        .hasSize(6)
        .containsOnly(place
            + ": another run is writing there: give another directory, or wait until it ends.");
    assertThatThrownBy(() -> run(second)).hasMessageContaining("is not empty");
    assertThat(Files.readAllLines(place.resolve("metrics.csv"))).hasSize(4);
    assertThat(Files.readString(place.resolve("run.json"))).contains("\"finished\"");
  }

  @Test
  @DisplayName("New directories of one name are told apart when they are made")
  void standard() {
    OutputDirectory first = OutputDirectory.fresh(folder.resolve("a-20260101-120000"));
    OutputDirectory second = OutputDirectory.fresh(folder.resolve("a-20260101-120000"));
    OutputDirectory third = OutputDirectory.fresh(folder.resolve("a-20260101-120000"));
    assertThat(first.path()).doesNotExist();
    try (first;
        second;
        third) {
      second.claim();
      first.claim();
      third.claim();
      assertThat(List.of(first.path(), second.path(), third.path()))
          .doesNotHaveDuplicates()
          .allMatch(Files::isDirectory);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "running"})
  @DisplayName("A run that failed, or was killed before it had a model, makes room for the next")
  void repeated(String status) throws IOException {
    Path place = Files.createDirectory(folder.resolve("run"));
    Files.writeString(place.resolve("run.json"), "{\"status\": \"" + status + "\"}");
    Files.writeString(place.resolve("metrics.csv"), "step,epoch\n");
    Path draft = place.resolve(".run.json.123e4567-e89b-12d3-a456-426614174000.tmp");
    Files.writeString(draft, "{");
    RunDirectory directory = RunDirectory.at(place);
    assertThat(directory.replaces()).isTrue();
    run(directory);
    assertThat(draft).doesNotExist();
    assertThat(Files.readAllLines(place.resolve("metrics.csv"))).hasSize(4);
    assertThatThrownBy(() -> RunDirectory.at(place)).hasMessageContaining("is not empty");
  }

  @Test
  @DisplayName("What is not a run that came to nothing stays as it is")
  void full() throws IOException {
    Path place = Files.createDirectory(folder.resolve("run"));
    Path json = place.resolve("run.json");
    for (String text :
        List.of("{\"status\": \"finished\"}", "{\"status\": \"interrupted\"}", "[", "")) {
      Files.writeString(json, text);
      assertThatThrownBy(() -> RunDirectory.at(place)).hasMessageContaining("is not empty");
    }
    Files.writeString(json, "{\"status\": \"failed\"}");
    Path model = Files.writeString(place.resolve("model.safetensors"), "weights");
    assertThatThrownBy(() -> RunDirectory.at(place)).hasMessageContaining("is not empty");
    Files.delete(model);
    RunDirectory.at(place);
    Files.writeString(place.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> RunDirectory.at(place)).hasMessageContaining("is not empty");
  }

  @Test
  @DisplayName(
      "A result that cannot be written is told before, and the first failure is the one that is thrown")
  void unwritable() throws IOException {
    Path place = folder.resolve("run");
    RunDirectory directory = RunDirectory.at(place);
    List<RunResult> judged = new ArrayList<>();
    Run run = new Run(experiment(), new Callback() {
      @Override
      public void onEpochEnd(Fit fit, java.util.Map<String, Double> metrics) {
        // Where a directory stands no file can be written, not even by root.
        for (String name : List.of("model.safetensors/x", "run.json/x")) {
          try {
            Files.deleteIfExists(place.resolve(name).getParent());
            Files.createDirectories(place.resolve(name));
          } catch (IOException e) {
            // There since the first epoch.
          }
        }
      }
    });
    assertThatThrownBy(() -> run.execute(directory, "", judged::add))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("model.safetensors: cannot be written (")
        .hasMessageEndingWith("): choose another place with --out.")
        .satisfies(
            e -> assertThat(((LabException) e).kind()).isEqualTo(LabException.Kind.UNWRITABLE))
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(judged).hasSize(1).allMatch(result -> result.test() != null);
    assertThat(directory.failed()).isTrue();
  }
}
