package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.tensor.Device;
import org.ockham.tensor.Engine;
import tools.jackson.databind.json.JsonMapper;

/** Where {@code train} computes. */
final class DeviceOptionTest {

  @TempDir
  private Path folder;

  private static String device(Path run) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(run.resolve("run.json")))
        .path("environment")
        .path("device")
        .asString("");
  }

  @Test
  @DisplayName("A run says where it was computed: auto is the first graphics processor, or the CPU")
  void auto() throws IOException {
    Path usual = folder.resolve("usual");
    Path auto = folder.resolve("auto");
    assertThat(Command.run("train", Command.tiny(folder), "--out", usual).code())
        .isZero();
    Command train = Command.run("train", Command.tiny(folder), "--out", auto, "--device", "auto");
    assertThat(train.err()).isEmpty();
    assertThat(train.code()).isZero();
    assertThat(device(usual)).isEqualTo("cpu");
    assertThat(device(auto)).isEqualTo(Device.auto().toString());
    if (Device.auto().isCpu()) {
      assertThat(auto.resolve("metrics.csv")).hasSameBinaryContentAs(usual.resolve("metrics.csv"));
    }
  }

  @Test
  @DisplayName("Without CUDA in the natives a graphics processor is refused with what to take")
  void withoutCuda() throws IOException {
    assumeFalse(Engine.hasCuda(), "the natives here are those with CUDA");
    Path out = folder.resolve("run");
    Command train = Command.run("train", Command.tiny(folder), "--out", out, "--device", "cuda:1");
    assertThat(train.code()).isEqualTo(3);
    assertThat(train.err().lines())
        .singleElement()
        .asString()
        .startsWith("ockham: the device cuda:1 cannot be used: the engine's native libraries")
        .contains("or the device cpu");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cuda:x", "meta"})
  @DisplayName("Other words are refused before anything happens")
  void otherWords(String word) throws IOException {
    Path out = folder.resolve("run");
    Command train = Command.run("train", Command.tiny(folder), "--out", out, "--device", word);
    assertThat(train.code()).isEqualTo(2);
    assertThat(train.err())
        .contains(
            "--device is '" + word + "', but must be auto, cpu, cuda or cuda:N with N from 0");
    assertThat(out).doesNotExist();
  }

  @Test
  @DisplayName("What a graphics processor cannot do is refused")
  void parts() throws IOException {
    assumeTrue(Engine.cudaDevices() > 0, "no graphics processor that the engine can use");
    for (String option : new String[] {"--shards", "--ranks"}) {
      Command train = Command.run("train", Command.tiny(folder), "--device", "cuda", option, "2");
      assertThat(train.code()).isEqualTo(2);
      assertThat(train.err()).contains("--device cuda:0 with ");
    }
  }

  @Test
  @DisplayName("Ranks of a cluster compute on the CPU")
  void onACluster() throws IOException {
    Command train = Command.run("train", Command.tiny(folder), "--on", "local", "--device", "auto");
    assertThat(train.code()).isEqualTo(2);
    assertThat(train.err()).contains("--device is for runs of this machine");
  }

  @Test
  @DisplayName("A run goes on where it was, or elsewhere, which it says")
  void elsewhere() throws IOException {
    assumeTrue(Engine.cudaDevices() == 0, "there is a graphics processor");
    Path out = folder.resolve("run");
    assertThat(Command.run("train", Command.tiny(folder), "--out", out).code()).isZero();
    Path json = out.resolve("run.json");
    Files.writeString(
        json,
        Files.readString(json)
            .replace("\"finished\"", "\"running\"")
            .replace("\"device\" : \"cpu\"", "\"device\" : \"cuda:0\""));
    assertThat(device(out)).isEqualTo("cuda:0");
    Command there = Command.run("train", "--resume", out);
    assertThat(there.code()).isEqualTo(3);
    assertThat(there.err()).contains("the device cuda:0 cannot be used: ");
    Command here = Command.run("train", "--resume", out, "--device", "cpu");
    assertThat(here.err()).isEmpty();
    assertThat(here.code()).isZero();
    assertThat(here.out())
        .contains(
            "Something computes otherwise than when it began (device: cuda:0 there, cpu here)");
    assertThat(device(out)).isEqualTo("cpu");
  }
}
