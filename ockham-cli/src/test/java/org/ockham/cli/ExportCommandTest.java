package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.Glyphs;
import org.ockham.data.ImageDataset;
import org.ockham.predict.Model;
import org.ockham.predict.Prediction;
import tools.jackson.databind.JsonNode;

/** export and calibrate, on a model trained here. */
final class ExportCommandTest {

  @TempDir
  private static Path folder;

  private static Path model;
  private static Path digit;

  @BeforeAll
  static void train() throws IOException {
    model = Command.model(folder);
    ImageDataset glyphs = Glyphs.standard().test();
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    float[] input = glyphs.sample(0).input();
    for (int i = 0; i < input.length; i++) {
      image.getRaster().setSample(i % 28, i / 28, 0, Math.round(255 * input[i]));
    }
    digit = folder.resolve("digit.png");
    ImageIO.write(image, "png", digit.toFile());
  }

  private static void checkPredicted(Path onnx) throws IOException {
    JsonNode said = Command.run("predict", model, digit, "--json").json().get(0);
    try (Model exported = Model.read(onnx)) {
      Prediction prediction = exported.predict(ImageIO.read(digit.toFile()));
      assertThat(prediction.best()).isEqualTo(said.get("class").asString());
      prediction
          .values()
          .forEach((name, share) -> assertThat((double) share)
              .isCloseTo(said.get("probabilities").get(name).asDouble(), within(1e-5)));
      assertThat(prediction.set().isPresent()).isEqualTo(said.has("set"));
      prediction
          .set()
          .ifPresent(set -> assertThat(set)
              .isEqualTo(said.get("set").valueStream().map(JsonNode::asString).toList()));
      assertThat(exported.metadata())
          .containsKeys("ockham.recipe", "ockham.classes", "ockham.commit", "ockham.data.sha256");
    }
  }

  @Test
  @DisplayName("A model is exported, says what predict says, and still does after it is calibrated")
  void exportsAndCalibrates() throws IOException {
    Command export = Command.run("export", model, "--onnx");
    assertThat(export.code()).as(export.err()).isZero();
    Path onnx = model.resolveSibling("model.onnx");
    assertThat(export.out())
        .isEqualTo(onnx + ": ONNX, opset 20, takes image and gives names, probabilities, class\n");
    checkPredicted(onnx);

    Command calibrate = Command.run("calibrate", model, "--coverage", "0.8");
    assertThat(calibrate.code()).as(calibrate.err()).isZero();
    assertThat(calibrate.out())
        .contains("temperature", "80.00 % coverage", "80 validation samples", "validation  ");
    assertThat(Command.run("predict", model, digit).out()).contains("  set: ");
    Path other = folder.resolve("calibrated.onnx");
    JsonNode json = Command.run(
            "export", model, "--onnx", "--opset", "17", "--out", other, "--json")
        .json();
    assertThat(json.get("opset").asInt()).isEqualTo(17);
    assertThat(json.get("outputs").valueStream().map(JsonNode::asString))
        .containsExactly("names", "probabilities", "set", "class");
    assertThat(json.get("files").valueStream().map(JsonNode::asString))
        .containsExactly(other.toString());
    checkPredicted(other);

    Path apart = folder.resolve("apart.onnx");
    Path data = folder.resolve("apart.onnx.data");
    Command external = Command.run("export", model, "--onnx", "--external-data", "--out", apart);
    assertThat(external.code()).as(external.err()).isZero();
    assertThat(external.out()).startsWith(apart + " and " + data + ": ONNX, opset 20, takes image");
    assertThat(Files.size(apart)).isLessThan(Files.size(data)).isLessThan(Files.size(other));
    checkPredicted(apart);
  }

  @Test
  @DisplayName(
      "calibrate and evaluate show how far probabilities mean what they say, before and after")
  void reliability() throws IOException {
    Path own = Files.createDirectories(folder.resolve("own")).resolve("model.safetensors");
    Files.copy(model, own);
    JsonNode plain = Command.run("evaluate", own, "--json").json();
    assertThat(plain.has("calibration")).isFalse();
    JsonNode made = Command.run("calibrate", own, "--coverage", "0.7", "--json").json();
    JsonNode evaluated = Command.run("evaluate", own, "--json").json();
    JsonNode said = evaluated.get("calibration");
    assertThat(made.get("val")).isEqualTo(said.get("val"));
    assertThat(evaluated.get("test/loss")).isEqualTo(plain.get("test/loss"));
    for (String stage : List.of("val", "test")) {
      JsonNode numbers = said.get(stage);
      // The loss of this recipe is the likelihood's, without the temperature.
      assertThat(numbers.get("nll_before").asDouble())
          .isCloseTo(evaluated.get(stage + "/loss").asDouble(), within(1e-5));
      assertThat(numbers.get("coverage").asDouble()).isBetween(0.5, 1.0);
      assertThat(numbers.get("set_size").asDouble()).isBetween(0.5, 10.0);
    }
    assertThat(said.get("val").get("nll").asDouble())
        .isLessThan(said.get("val").get("nll_before").asDouble());
    assertThat(said.get("temperature")).isEqualTo(made.get("temperature"));
    Command people = Command.run("evaluate", own);
    assertThat(people.err()).isEmpty();
    assertThat(people.out())
        .contains(
            "calibrated on 80 validation samples: temperature ",
            "; with 70.00 % coverage a set has the classes of at least ",
            "ece before",
            Screen.number(said.get("test").get("ece_before").asDouble()),
            Screen.number(said.get("test").get("nll").asDouble()),
            Screen.percent(said.get("test").get("coverage").asDouble()));
    // Of another's weights only the test data are no training data of theirs.
    JsonNode named = Command.run("evaluate", own, "--recipe", folder.resolve("tiny.yaml"), "--json")
        .json();
    assertThat(named.get("calibration").has("val")).isFalse();
    assertThat(named.get("calibration").get("test")).isEqualTo(said.get("test"));
  }

  @Test
  @DisplayName(
      "That a network was trained in float64 and is written in float32 is said, with what that changes")
  void narrows() throws IOException {
    Path run = folder.resolve("double");
    Command train = Command.run(
        "train", Command.tiny(folder), "--set", "train.precision=float64", "--out", run);
    assertThat(train.code()).as(train.err()).isZero();
    Path wide = run.resolve("model.safetensors");
    assertThat(Command.run("export", wide, "--onnx").out())
        .containsPattern("written in float32, .* outputs differ by \\d\\.\\de-\\d\\d");
    double difference =
        Command.run("export", wide, "--onnx", "--json").json().get("narrowing").asDouble();
    assertThat(difference).isBetween(1e-12, 1e-4);
    assertThat(Command.run("export", model, "--onnx", "--json").json().has("narrowing"))
        .isFalse();
  }

  @Test
  @DisplayName("What cannot be done is said in a sentence, and nothing is written")
  void refusals() throws IOException {
    assertThat(Command.run("export", model).code()).isEqualTo(2);
    Command opset = Command.run("export", model, "--onnx", "--opset", "9");
    assertThat(opset.code()).isEqualTo(2);
    assertThat(opset.err()).contains("opset is 9: it must lie between 17 and 20");
    Command coverage = Command.run("calibrate", model, "--coverage", "1");
    assertThat(coverage.code()).isEqualTo(2);
    assertThat(coverage.err()).contains("coverage is 1.0");
    Path nowhere = folder.resolve("nowhere/model.onnx");
    Command place = Command.run("export", model, "--onnx", "--out", nowhere);
    assertThat(place.code()).isEqualTo(3);
    assertThat(place.err()).contains(nowhere + ": cannot be written");
    assertThat(Files.exists(nowhere)).isFalse();
    byte[] before = Files.readAllBytes(model);
    Command itself = Command.run("export", model, "--onnx", "--out", model);
    assertThat(itself.code()).isEqualTo(4);
    assertThat(itself.err()).contains(model + ": is there already, and is not overwritten");
    assertThat(Files.readAllBytes(model)).isEqualTo(before);
    Command houses = Command.run("calibrate", folder.resolve("absent.safetensors"));
    assertThat(houses.code()).isEqualTo(4);
  }
}
