package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.Glyphs;
import org.ockham.data.NamedSet;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.tensor.Device;
import org.ockham.tensor.Safetensors;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

final class RunTest {

  @TempDir
  private Path folder;

  private Experiment experiment(String variant) throws IOException {
    Variant settings = TinyRecipe.in(folder).variant(variant);
    return Experiment.of(settings, 1, TinyRecipe.nowhere(folder));
  }

  @Test
  @DisplayName("A run selects by validation, tests once, and keeps all that repeats and reuses it")
  void keepsEverything() throws IOException {
    Experiment experiment = experiment("dropout");
    RunDirectory directory = RunDirectory.at(folder.resolve("run"));
    RunResult result = new Run(experiment).execute(directory, "a test", judged -> {});

    assertThat(result.epochs()).hasSize(3);
    double best = result.epochs().stream()
        .mapToDouble(epoch -> epoch.metrics().get("val/accuracy"))
        .max()
        .orElseThrow();
    assertThat(result.selected("val/accuracy")).isEqualTo(best);
    assertThat(result.test()).isNotNull();
    assertThat(Files.readString(directory.path().resolve("run.json")))
        .contains(
            "\"status\" : \"finished\"", "\"seed\" : 1", "\"command\" : \"a test\"", "libtorch");
    assertThat(Files.readAllLines(directory.path().resolve("metrics.csv"))).hasSize(4);

    // the recipe in the directory repeats the run, bit for bit
    Recipe repeated = Recipe.read(directory.path().resolve("recipe.yaml"));
    RunResult again = new Run(
            Experiment.of(repeated.variants().get(0), repeated.seeds().get(0), experiment.images()))
        .execute();
    assertThat(again.selected("test/loss")).isEqualTo(result.selected("test/loss"));

    // the model file says itself what it is, and measures what the run did
    TrainedModel model = TrainedModel.read(directory.model());
    assertThat(model.variant()).isEqualTo(experiment.variant());
    assertThat(model.seed()).isEqualTo(1);
    assertThat(model.evaluate(experiment.images(), true).values())
        .isEqualTo(result.test().values());
    assertThat(model.evaluate(experiment.images(), false).get("val/loss"))
        .isCloseTo(result.selected("val/loss"), within(1e-12));
  }

  @Test
  @DisplayName("An interrupted run keeps its model and its finished epochs, and is not tested")
  void interrupted() throws IOException {
    RunDirectory directory = RunDirectory.at(folder.resolve("cut"));
    Run[] run = new Run[1];
    run[0] = new Run(experiment("plain"), new Callback() {
      @Override
      public void onEpochStart(Fit fit) {
        if (fit.epoch() == 2) {
          run[0].interrupt();
        }
      }
    });
    RunResult result = run[0].execute(directory, "", judged -> {});
    assertThat(result.interrupted()).isTrue();
    assertThat(result.epochs()).hasSize(1);
    assertThat(result.test()).isNull();
    assertThat(Files.readString(directory.path().resolve("run.json"))).contains("\"interrupted\"");
    assertThat(TrainedModel.read(directory.model()).classes()).hasSize(10);

    Run early = new Run(experiment("plain"));
    early.interrupt();
    assertThat(early.execute().epochs()).isEmpty();
  }

  @Test
  @DisplayName("A run that diverges says so, in its directory too")
  void failure() throws IOException {
    Recipe recipe =
        TinyRecipe.in(folder).with("optimizer.kind", "sgd", "").with("optimizer.lr", "1e30", "");
    RunDirectory directory = RunDirectory.at(folder.resolve("nan"));
    Experiment experiment = Experiment.of(recipe.variants().get(0), 0, TinyRecipe.nowhere(folder));
    assertThatThrownBy(() -> new Run(experiment).execute(directory, "", judged -> {}))
        .hasMessageContaining("the loss is ");
    assertThat(Files.readString(directory.path().resolve("run.json")))
        .contains("\"status\" : \"failed\"", "the loss is ");
  }

  @Test
  @DisplayName("Nothing is written where there are files")
  void usedDirectories() throws IOException {
    assertThatThrownBy(() -> {
          TinyRecipe.in(folder);
          RunDirectory.at(folder);
        })
        .isInstanceOf(LabException.class)
        .hasMessage(
            folder
                + ": is not empty, and nothing in it is overwritten: give a new directory, or empty it.");
    Path file = folder.resolve("tiny.yaml");
    assertThatThrownBy(() -> RunDirectory.at(file)).hasMessageContaining("is a file, but results");
    assertThatThrownBy(() -> RunDirectory.at(file.resolve("below")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  @DisplayName("Model files that do not fit are refused with what differs")
  void wrongModels() throws IOException {
    Experiment experiment = experiment("plain");
    NamedSet images = experiment.images();
    Path silent = folder.resolve("silent.safetensors");
    Safetensors.write(silent, experiment.network().initialize(0).stateDict(), Map.of());
    assertThatThrownBy(() -> TrainedModel.read(silent))
        .hasMessage(
            silent
                + ": does not say which network it holds: name the recipe of the same network with --recipe.");
    assertThat(TrainedModel.read(silent, experiment.variant(), 0)
            .evaluate(images, true)
            .get("test/accuracy"))
        .isBetween(0.0, 1.0);
    assertThatThrownBy(
            () -> TrainedModel.read(silent, Recipe.of("mnist-mlp").variants().get(0), 0))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("the state does not fit the network: it lacks fc3.weight, fc3.bias");
    Path lying = folder.resolve("lying.safetensors");
    Safetensors.write(
        lying, experiment.network().initialize(0).stateDict(), Map.of("ockham.recipe", "{}"));
    assertThatThrownBy(() -> TrainedModel.read(lying)).hasMessageContaining("data.set is missing");
    Path half = folder.resolve("half.safetensors");
    Safetensors.write(
        half,
        experiment.network().initialize(0).stateDict(),
        Map.of("ockham.recipe", experiment.variant().json(0), "ockham.input", "1xyz"));
    assertThatThrownBy(() -> TrainedModel.read(half))
        .hasMessageContaining("ockham.input is '1xyz', but must be a shape such as 1x28x28");
  }

  /** Interrupts a run after a step. */
  private static RunResult cut(Experiment experiment, RunDirectory directory, long step) {
    Run[] run = new Run[1];
    run[0] = new Run(experiment, new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        if (fit.step() == step) {
          run[0].interrupt();
        }
      }
    });
    return run[0].execute(directory, "", judged -> {});
  }

  @Test
  @DisplayName(
      "A run that was interrupted within an epoch goes on to the very files of one that was not")
  void resumed() throws IOException {
    Experiment experiment = experiment("dropout");
    RunDirectory whole = RunDirectory.at(folder.resolve("whole"));
    RunResult expected = new Run(experiment).execute(whole, "", judged -> {});

    Path place = folder.resolve("cut");
    RunResult first = cut(experiment, RunDirectory.at(place), 8); // of 6 an epoch
    assertThat(first.interrupted()).isTrue();
    assertThat(first.test()).isNull();
    assertThat(place.resolve("checkpoint")).isDirectory();
    assertThat(TrainedModel.read(place.resolve("model.safetensors")).seed()).isEqualTo(1);
    assertThatThrownBy(() -> RunDirectory.at(place))
        .isInstanceOf(LabException.class)
        .hasMessage(place
            + ": holds a run that was cut short and can go on: do so with ockham train --resume "
            + place + ", or give a new directory.");
    RunResult second = cut(experiment, RunDirectory.resumed(place), 12); // at an epoch's end
    assertThat(second.epochs()).hasSizeLessThanOrEqualTo(2);

    RunDirectory again = RunDirectory.resumed(place);
    assertThat(again.begun()).isNotNull();
    assertThat(again.begun().variant()).isEqualTo(experiment.variant());
    RunResult result = new Run(experiment).execute(again, "", judged -> {});
    assertThat(result.epochs()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(result.epochs().get(i).metrics())
          .isEqualTo(expected.epochs().get(i).metrics());
    }
    assertThat(result.test().values()).isEqualTo(expected.test().values());
    for (String file : List.of("model.safetensors", "metrics.csv", "recipe.yaml")) {
      assertThat(place.resolve(file)).hasSameBinaryContentAs(whole.path().resolve(file));
    }
    assertThat(place.resolve("checkpoint")).doesNotExist();
    assertThat(Files.readString(place.resolve("run.json")))
        .contains("\"status\" : \"finished\"", "\"resumptions\" : 2");
    assertThat(RunDirectory.resumed(place).begun().isFinished()).isTrue();
  }

  @Test
  @DisplayName("A run goes on on another device, in the layout of that, and says so ever after")
  void onAnotherDevice() throws IOException {
    Experiment experiment = experiment("plain");
    Path place = folder.resolve("cut");
    cut(experiment, RunDirectory.at(place), 8);
    Path json = place.resolve("run.json");
    String computed = "\"shards\" : 1,\n  \"productThreads\" : 1";
    String there = Files.readString(json).replace(computed, computed.replace("1,", "2,"));
    Files.writeString(json, there);
    assertThatThrownBy(
            () -> new Run(experiment).execute(RunDirectory.resumed(place), "", judged -> {}))
        .hasMessageContaining("was computed by 2 shards, but would go on with one thread");
    Files.writeString(json, there.replace("\"device\" : \"cpu\"", "\"device\" : \"cuda:0\""));
    RunDirectory moved = RunDirectory.resumed(place);
    assertThat(moved.begun().device()).isEqualTo("cuda:0");
    assertThat(moved.begun().differences(Device.cpu()))
        .containsExactly("device: cuda:0 there, cpu here");
    assertThat(moved.begun().differences(Device.cuda())).isEmpty();
    new Run(experiment).execute(moved, "", judged -> {});
    assertThat(Files.readString(json))
        .contains("\"device\" : \"cpu\"", "\"resumed\" : [ \"device: cuda:0, then cpu\" ]");
    assertThat(Safetensors.read(moved.model()).metadata())
        .containsEntry("ockham.device", "cpu")
        .containsEntry("ockham.resumed", "device: cuda:0, then cpu");
  }

  @Test
  @DisplayName("Other data, and a directory without a run, are refused before anything changes")
  void notResumed() throws IOException {
    Path place = folder.resolve("cut");
    cut(experiment("plain"), RunDirectory.at(place), 8);
    String before = Files.readString(place.resolve("run.json"));
    Experiment other = Experiment.of(
        experiment("plain").variant(),
        1,
        NamedSet.of("glyphs", Glyphs.of(7, 200), Glyphs.of(8, 50)));
    RunDirectory directory = RunDirectory.resumed(place);
    assertThatThrownBy(() -> new Run(other).execute(directory, "", judged -> {}))
        .hasMessageStartingWith(place + ": its run began on glyphs with the SHA-256 ")
        .hasMessageEndingWith(": give the data it began on with --data-dir.");
    assertThat(place.resolve("run.json")).hasContent(before);
    assertThatThrownBy(() -> RunDirectory.resumed(folder.resolve("none")))
        .hasMessage(folder.resolve("none")
            + ": holds no run: give the directory of one that ockham train began.");
  }
}
