package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        .contains("temperature", "80.00 % coverage", "80 validation samples");
    assertThat(Command.run("predict", model, digit).out()).contains("  set: ");
    Path other = folder.resolve("calibrated.onnx");
    JsonNode json = Command.run(
            "export", model, "--onnx", "--opset", "17", "--out", other, "--json")
        .json();
    assertThat(json.get("opset").asInt()).isEqualTo(17);
    assertThat(json.get("outputs").valueStream().map(JsonNode::asString))
        .containsExactly("names", "probabilities", "set", "class");
    checkPredicted(other);
    assertThat(Command.run("evaluate", model).code()).isZero();
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
    Command houses = Command.run("calibrate", folder.resolve("absent.safetensors"));
    assertThat(houses.code()).isEqualTo(4);
  }
}
