package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.Mutations;
import org.ockham.Pipe;
import org.ockham.data.DataHash;
import org.ockham.data.Glyphs;
import org.ockham.data.NamedSet;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.SafetensorsException;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

final class TrainedModelTest {

  private static final String CLASSES =
      "[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]";

  @TempDir
  private Path folder;

  private Variant variant;
  private Path file;

  @BeforeEach
  void describe() throws IOException {
    Path recipe = Files.writeString(folder.resolve("small.yaml"), """
        data: {set: glyphs}
        model: {kind: mlp, hidden: [4]}
        optimizer: {kind: sgd, lr: 0.1}
        train: {epochs: 1, batch: 8}
        """);
    variant = Recipe.read(recipe).variants().get(0);
    file = folder.resolve("model.safetensors");
  }

  private Map<String, String> metadata() {
    return new HashMap<>(Map.of(
        "ockham.recipe", variant.json(3), "ockham.input", "1x28x28", "ockham.classes", CLASSES));
  }

  private void write(Map<String, String> metadata) {
    Layer network = variant.network().initialize(1);
    Safetensors.write(file, network.stateDict(), metadata);
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> TrainedModel.read(file))
        .isInstanceOfAny(LabException.class, RecipeException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContainingAll(words);
  }

  @Test
  @DisplayName("A file that says what it is is read")
  void whole() {
    write(metadata());
    TrainedModel model = TrainedModel.read(file);
    assertThat(model.inputShape()).containsExactly(1, 28, 28);
    assertThat(model.classes()).hasSize(10).startsWith("0");
    assertThat(model.seed()).isEqualTo(3);
  }

  @Test
  @DisplayName(
      "A model keeps its transforms: what it evaluates and predicts goes through them, nothing is augmented")
  void transforms() throws IOException {
    Path recipe = Files.writeString(folder.resolve("transforms.yaml"), """
        data:
          set: glyphs
          limit: 200
          testLimit: 40
          augment: [{kind: random-erasing, p: 1}]
          transforms: [{kind: center-crop, height: 20, width: 20}, {kind: normalize, mean: 0.5, std: 0.5}]
        model: {kind: mlp, hidden: [4]}
        optimizer: {kind: sgd, lr: 0.1}
        train: {epochs: 1, batch: 8}
        """);
    variant = Recipe.read(recipe).variant();
    Map<String, String> metadata = metadata();
    metadata.put("ockham.input", "1x20x20");
    write(metadata);
    TrainedModel model = TrainedModel.read(file);
    NamedSet glyphs = variant.data().open(TinyRecipe.nowhere(folder));
    assertThat(model.evaluate(glyphs, true)).isEqualTo(model.evaluate(glyphs, true));
    BufferedImage drawn = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    float[] input = glyphs.test().sample(0).input();
    for (int i = 0; i < input.length; i++) {
      drawn.getRaster().setSample(i % 28, i / 28, 0, Math.round(255 * input[i]));
    }
    Path png = folder.resolve("glyph.png");
    ImageIO.write(drawn, "png", png.toFile());
    float[] wanted = variant.data().evaluated(glyphs.test()).sample(0).input();
    assertThat(model.picture(png).values()).isEqualTo(wanted);
    assertThat(model.predict(model.picture(png)).probabilities()).hasSize(10);
  }

  @ParameterizedTest
  @DisplayName("A small file that describes a huge network is refused before the network is made")
  @CsvSource(
      delimiter = '|',
      value = {"65536, 65536", "65536, 65536, 65536, 65536, 65536, 65536"})
  void huge(String hidden) {
    Map<String, String> metadata = metadata();
    metadata.put("ockham.recipe", variant.json(3).replace("[4]", "[" + hidden + "]"));
    write(metadata);
    refused("the state does not fit the network", "variant base of recipe small");
    Path recipe = folder.resolve("huge.yaml");
    assertThatThrownBy(() -> {
          Files.writeString(
              recipe,
              variant.yaml(0).replaceFirst("(?s)hidden:\\s*- 4", "hidden: [" + hidden + "]"));
          TrainedModel.read(file, Recipe.read(recipe).variants().get(0), 0);
        })
        .isInstanceOf(LabException.class)
        .hasMessageContaining("the state does not fit the network");
  }

  @ParameterizedTest
  @DisplayName("Metadata that contradict themselves are refused in one sentence")
  @CsvSource(delimiter = '|', textBlock = """
      ockham.input   | 1048576x1048576x1048576x1048576 | must be a shape such as 1x28x28
      ockham.input   | 3037000500x3037000500           | must be a shape such as 1x28x28
      ockham.input   | 1x28                            | the state does not fit the network
      ockham.input   | 1x28x                           | must be a shape such as 1x28x28
      ockham.input   | 1x28x-28                        | must be a shape such as 1x28x28
      ockham.input   | x                               | must be a shape such as 1x28x28
      ockham.classes | []                              | must be a list of names
      ockham.classes | [null]                          | must be a list of names
      ockham.classes | {                               | must be a list of names
      ockham.classes | null                            | must be a list of names
      ockham.classes | ["a", "b"]                      | the state does not fit the network
      ockham.recipe  | []                              | a recipe is a map of keys
      ockham.recipe  | {                               | is not valid YAML
      """)
  void contradictions(String key, String value, String words) {
    Map<String, String> metadata = metadata();
    metadata.put(key, value);
    write(metadata);
    refused(words);
  }

  @Test
  @DisplayName("Messages do not grow with the metadata")
  void longValues() {
    for (String key : List.of("ockham.input", "ockham.classes", "ockham.recipe")) {
      Map<String, String> metadata = metadata();
      metadata.put(key, "x".repeat(50_000));
      write(metadata);
      assertThatThrownBy(() -> TrainedModel.read(file))
          .extracting(Throwable::getMessage)
          .asString()
          .hasSizeLessThan(400 + file.toString().length());
    }
  }

  @Test
  @DisplayName("Data and images that do not fit are refused with the model's name")
  void misfits() {
    Map<String, String> metadata = metadata();
    metadata.put("ockham.input", "2x14x28");
    write(metadata);
    TrainedModel model = TrainedModel.read(file);
    assertThatThrownBy(() -> model.evaluate(Glyphs.standard().first(10, 10), true))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(file + ": takes inputs of shape [2, 14, 28] and knows 10 classes");
    assertThatThrownBy(() -> model.picture(folder.resolve("x.png")))
        .hasMessageStartingWith(file + ": takes inputs of shape [2, 14, 28]");
  }

  @Test
  @DisplayName("It is calibrated on the data that it was trained on, and on no others")
  void calibratedOnItsOwnData() {
    NamedSet own = Glyphs.standard().first(200, 10);
    NamedSet others = Glyphs.standard().first(199, 10);
    Map<String, String> metadata = metadata();
    metadata.put("ockham.data.sha256", DataHash.of(own.train()));
    write(metadata);
    TrainedModel model = TrainedModel.read(file);
    Calibration calibration = model.calibrated(own, 0.8);
    assertThat(calibration.samples()).isEqualTo(40);
    assertThat(model.reliability(calibration, others, true)).isNotNull();
    assertThatThrownBy(() -> model.calibrated(others, 0.8))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(file + ": was trained on glyphs with the SHA-256 ")
        .hasMessageContaining(DataHash.of(others.train()));
    assertThatThrownBy(() -> model.reliability(calibration, others, false))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(file + ": was trained on glyphs with the SHA-256 ");
  }

  @Test
  @DisplayName("An answer that is no number is not passed off as one")
  void notNumbers() throws IOException {
    Layer network = variant.network().initialize(1);
    Map<String, Tensor> state = new HashMap<>(network.stateDict());
    state.put("fc2.bias", Tensor.full(Float.NaN, 10));
    Safetensors.write(file, state, metadata());
    Path image = folder.resolve("x.png");
    ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", image.toFile());
    TrainedModel model = TrainedModel.read(file);
    assertThatThrownBy(() -> model.predict(model.picture(image)))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(file + ": its network does not answer with numbers");
  }

  @Test
  @DisplayName("A pipe is not waited for")
  void pipe() throws Exception {
    assumeThat(Pipe.make(file)).as("mkfifo").isTrue();
    assertThatThrownBy(() -> TrainedModel.read(file))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("it is not a regular file");
  }

  @Test
  @DisplayName("Damaged model files end in one sentence that names them")
  void damaged() throws IOException {
    write(metadata());
    byte[] good = Files.readAllBytes(file);
    int header = new String(good, StandardCharsets.ISO_8859_1).indexOf("]}}") + 3;
    assertThat(header).isGreaterThan(100);
    Mutations.each(List.of(good), bytes -> {
      try (Scope scope = Scope.open()) {
        Files.write(file, bytes);
        Throwable thrown = catchThrowable(() -> TrainedModel.read(file));
        if (thrown != null) {
          assertThat(thrown)
              .isInstanceOfAny(
                  LabException.class, RecipeException.class, SafetensorsException.class)
              .hasMessageStartingWith(file.toString());
          assertThat(thrown.getMessage()).hasSizeLessThan(700 + file.toString().length());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
