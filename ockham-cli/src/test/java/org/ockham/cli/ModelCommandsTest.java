package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.Glyphs;
import org.ockham.data.ImageDataset;
import org.ockham.tensor.Safetensors;
import tools.jackson.databind.JsonNode;

/** evaluate, predict and summary, on a model trained here. */
final class ModelCommandsTest {

  @TempDir
  private static Path folder;

  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    model = Command.model(folder);
  }

  @Test
  @DisplayName("evaluate measures what the run measured")
  void evaluates() throws IOException {
    Command evaluate = Command.run("evaluate", model);
    assertThat(evaluate.code()).isZero();
    assertThat(evaluate.out())
        .contains("tiny, variant plain, seed 0, on glyphs", "validation", "test");
    JsonNode result = Command.run("evaluate", model, "--json").json();
    assertThat(Files.readString(model.resolveSibling("run.json")))
        .contains(
            "\"test/accuracy\" : " + result.get("test/accuracy"),
            "\"test/loss\" : " + result.get("test/loss"),
            "\"val/loss\" : " + result.get("val/loss"));
  }

  @Test
  @DisplayName("A file without a description needs the recipe, which must fit")
  void silentModels() throws IOException {
    Path silent = folder.resolve("silent.safetensors");
    Safetensors.write(silent, Safetensors.read(model).tensors(), Map.of());
    Command refused = Command.run("evaluate", silent);
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("--recipe");
    Path tiny = folder.resolve("tiny.yaml");
    Command named = Command.run("evaluate", silent, "--recipe", tiny, "--variant", "dropout");
    assertThat(named.code()).isZero();
    assertThat(named.out()).contains("variant dropout").doesNotContain("validation");
    Command other = Command.run("evaluate", silent, "--recipe", "mnist-mlp");
    assertThat(other.code()).isEqualTo(4);
    assertThat(other.err()).contains("the state does not fit the network");
  }

  @Test
  @DisplayName("Files that are no models are refused")
  void badModels() throws IOException {
    Path text = Files.writeString(folder.resolve("text.safetensors"), "not a model at all");
    Path half = folder.resolve("half.safetensors");
    byte[] bytes = Files.readAllBytes(model);
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
    for (Path bad : new Path[] {text, half, folder.resolve("absent.safetensors"), folder}) {
      for (String command : new String[] {"evaluate", "summary", "predict"}) {
        Object[] line = command.equals("predict")
            ? new Object[] {command, bad, "x.png"}
            : new Object[] {command, bad};
        Command refused = Command.run(line);
        assertThat(refused.code()).as(command + " " + bad).isEqualTo(4);
        assertThat(refused.err())
            .startsWith("ockham: ")
            .contains(bad.getFileName().toString());
        assertThat(refused.err().strip()).doesNotContain("\n");
        assertThat(refused.out()).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("predict says a class and a probability, and what it did to the image")
  void predicts() throws IOException {
    ImageDataset glyphs = Glyphs.of(5, 1);
    Path dark = image(glyphs, false);
    Path bright = image(glyphs, true);
    Command predict = Command.run("predict", model, dark, bright);
    assertThat(predict.err()).isEmpty();
    assertThat(predict.code()).isZero();
    String[] lines = predict.out().split("\\R");
    assertThat(lines[0]).matches(".*dark.png: \\d \\(\\d+\\.\\d\\d %\\)");
    assertThat(lines[1]).matches(".*bright.png: \\d \\(.*  inverted: its background is bright");
    JsonNode json = Command.run("predict", model, dark, "--json").json();
    assertThat(json.get(0).get("probabilities").size()).isEqualTo(10);
    assertThat(json.get(0).get("inverted").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("What is no image is refused, and nothing is said of the others")
  void notAnImage() throws IOException {
    Path dark = image(Glyphs.of(5, 1), false);
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
    Command refused = Command.run("predict", model, dark, text);
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("notes.txt: is not an image that can be read");
  }

  @Test
  @DisplayName("summary shows recipes and models, on narrow terminals too")
  void summaries() {
    assertThat(Command.run("summary", "mnist-mlp").out()).contains("269,322 parameters", "fc3");
    assertThat(Command.run("summary", model).out()).contains("12,730 parameters");
    JsonNode json =
        Command.run("summary", "mnist-mlp", "--variant", "batchnorm", "--json").json();
    assertThat(json.get("parameters").asInt()).isEqualTo(270_346);
    Screen screen = new Screen(System.out, System.err, false, false);
    Table table = new Table(1, "name", "a long heading").row("fc1", "7");
    assertThat(table.lines(screen, 40))
        .containsExactly("name  a long heading", "fc1                7");
    assertThat(table.lines(screen, 12)).containsExactly("fc1", "  a long heading 7");
  }

  @Test
  @DisplayName("A photograph that was cut off is refused, not classified")
  void cutPhotograph() throws IOException {
    Path whole = folder.resolve("whole.jpg");
    ImageIO.write(ImageIO.read(image(Glyphs.of(5, 1), false).toFile()), "jpg", whole.toFile());
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(bytes, bytes.length * 3 / 4));
    assertThat(Command.run("predict", model, whole).code()).isZero();
    Command refused = Command.run("predict", model, whole, cut);
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("cut.jpg: is not a whole image");
  }

  @Test
  @DisplayName("A pipe in the place of a model, an image, a recipe or data is refused at once")
  void pipes() throws Exception {
    Path pipe = folder.resolve("pipe.yaml");
    Path data = Files.createDirectories(folder.resolve("data/mnist"));
    assumeThat(pipe(pipe) && pipe(data.resolve("train-images-idx3-ubyte.gz")))
        .as("mkfifo")
        .isTrue();
    Path dark = image(Glyphs.of(5, 1), false);
    for (Object[] line : new Object[][] {
      {"predict", pipe, dark},
      {"predict", model, pipe},
      {"evaluate", pipe},
      {"summary", pipe},
      {"train", pipe, "--out", folder.resolve("none")},
      {"evaluate", model, "--data", "mnist", "--data-dir", data.getParent()},
    }) {
      Command refused = Command.run(line);
      assertThat(refused.code()).as(Arrays.toString(line)).isEqualTo(4);
      assertThat(refused.err()).contains("cannot be read: it is not a regular file");
      assertThat(refused.err().strip()).doesNotContain("\n");
    }
    assertThat(folder.resolve("none")).doesNotExist();
  }

  private static boolean pipe(Path place) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", place.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path image(ImageDataset glyphs, boolean bright) throws IOException {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
    byte[] pixels = glyphs.image(0);
    for (int i = 0; i < pixels.length; i++) {
      int grey = bright ? 255 - (pixels[i] & 255) : pixels[i] & 255;
      image.setRGB(i % 28, i / 28, grey << 16 | grey << 8 | grey);
    }
    Path file = folder.resolve(bright ? "bright.png" : "dark.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
