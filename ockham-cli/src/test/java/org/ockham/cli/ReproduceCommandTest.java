package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReproduceCommandTest {

  @TempDir
  private Path folder;

  /** The model with other metadata, beside it. */
  private Path changed(Path model, String key, String value) {
    Safetensors content = Safetensors.read(model);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    if (value.isEmpty()) {
      metadata.remove(key);
    } else {
      metadata.put(key, value);
    }
    Path other = folder.resolve("changed.safetensors");
    Safetensors.write(other, content.tensors(), metadata);
    return other;
  }

  @Test
  @DisplayName("A model comes out again bit for bit, and says what it was trained on and by")
  void same() throws IOException {
    Path model = Command.model(folder);
    Command again = Command.run("reproduce", model);
    assertThat(again.err()).isEmpty();
    assertThat(again.code()).isZero();
    assertThat(again.out())
        .contains("tiny, variant plain, seed 0, once more", "epoch 2/2")
        .contains("The bits agree: all 12,730 weights of epoch")
        .contains("Nothing was otherwise");
    JsonNode json = Command.run("reproduce", model, "--json").json();
    assertThat(json.get("same").asBoolean()).isTrue();
    assertThat(json.get("largest").doubleValue()).isZero();

    Map<String, String> metadata = Safetensors.read(model).metadata();
    assertThat(metadata)
        .containsEntry("ockham.data", "glyphs")
        .containsEntry("ockham.status", "finished")
        .containsKeys("ockham.version", "ockham.commit", "ockham.engine", "ockham.blas")
        .containsKeys("ockham.java", "ockham.recipe", "ockham.epoch");
    JsonNode run = JsonMapper.shared().readTree(Files.readString(model.resolveSibling("run.json")));
    assertThat(run.get("data").get("sha256").asString())
        .isEqualTo(metadata.get("ockham.data.sha256"));
  }

  @Test
  @DisplayName(
      "Where one bit differs it says by how much, in which tensor, and what was otherwise: code 6")
  void different() throws IOException {
    Path model = changed(Command.model(folder), "ockham.engine", "libtorch 1.0 (OTHER)");
    Safetensors content = Safetensors.read(model);
    Map<String, Tensor> tensors = new LinkedHashMap<>(content.tensors());
    float[] bias = tensors.get("fc2.bias").toFloats();
    bias[3] = Math.nextUp(bias[3]);
    tensors.put("fc2.bias", Tensor.of(bias, bias.length));
    Safetensors.write(model, tensors, content.metadata());

    Command again = Command.run("reproduce", model);
    assertThat(again.code()).isEqualTo(6);
    assertThat(again.out())
        .contains("The bits differ, by ", "at most (in fc2.bias)")
        .containsPattern("engine: libtorch 1.0 \\(OTHER\\) there,\\s+libtorch");
    JsonNode json = Command.run("reproduce", model, "--json").json();
    assertThat(json.get("same").asBoolean()).isFalse();
    assertThat(json.get("tensor").asString()).isEqualTo("fc2.bias");
    assertThat(json.get("largest").doubleValue())
        .isEqualTo((double) bias[3] - Math.nextDown(bias[3]));
  }

  @Test
  @DisplayName(
      "Other data, data that is absent, an unfinished run and a foreign file are refused in one sentence")
  void refused() throws IOException {
    Path model = Command.model(folder);
    Command data = Command.run("reproduce", changed(model, "ockham.data.sha256", "00ff"));
    assertThat(data.code()).isEqualTo(4);
    assertThat(data.err().lines())
        .singleElement()
        .asString()
        .contains("was trained on glyphs with the SHA-256 00ff, but what is here has ")
        .endsWith(": give the data it was trained on with --data-dir.");
    String recipe = Safetensors.read(model).metadata().get("ockham.recipe");
    Command absent = Command.run(
        "reproduce",
        changed(model, "ockham.recipe", recipe.replace("\"glyphs\"", "\"mnist\"")),
        "--data-dir",
        folder);
    assertThat(absent.code()).isIn(4, 5);
    assertThat(absent.err().lines()).singleElement().asString().contains("mnist");
    Command unfinished = Command.run("reproduce", changed(model, "ockham.status", "interrupted"));
    assertThat(unfinished.code()).isEqualTo(4);
    assertThat(unfinished.err()).contains("end that first, with ockham train --resume.");
    Command foreign = Command.run("reproduce", changed(model, "ockham.recipe", ""));
    assertThat(foreign.code()).isEqualTo(4);
    assertThat(foreign.err()).contains("only models that ockham train wrote can be reproduced");
  }
}
