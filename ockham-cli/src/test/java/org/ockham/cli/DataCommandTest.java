package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DataCommandTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("list names every data set, and whether it is here")
  void lists() {
    Command list = Command.run("data", "list", "--data-dir", folder);
    assertThat(list.code()).isZero();
    assertThat(list.out()).contains("glyphs", "mnist", "fashion-mnist", "60,000");
    JsonNode json = Command.run("data", "list", "--data-dir", folder, "--json").json();
    assertThat(json.get(0).get("present").asBoolean()).isTrue();
    assertThat(json.get(1).get("present").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("show draws a contact sheet, and overwrites nothing")
  void shows() throws IOException {
    Path png = folder.resolve("sheet.png");
    Command show = Command.run(
        "data", "show", "glyphs", "--split", "test", "--count", 10, "--columns", 5, "--out", png);
    assertThat(show.err()).isEmpty();
    assertThat(show.code()).isZero();
    assertThat(show.out()).contains("10 test images of glyphs: " + png);
    assertThat(ImageIO.read(png.toFile()).getWidth()).isBetween(5 * 28, 5 * 80);
    Command again = Command.run("data", "show", "glyphs", "--out", png);
    assertThat(again.code()).isEqualTo(4);
    assertThat(again.err()).contains("is there already, and is not overwritten");
  }

  @Test
  @DisplayName("What cannot be shown or fetched is refused")
  void refuses() {
    Command unknown = Command.run("data", "show", "minst");
    assertThat(unknown.code()).isEqualTo(4);
    assertThat(unknown.err()).contains("no data set named minst", "glyphs, mnist, fashion-mnist");
    assertThat(Command.run("data", "fetch", "minst").code()).isEqualTo(4);
    Command none =
        Command.run("data", "show", "glyphs", "--count", 0, "--out", folder.resolve("x.png"));
    assertThat(none.code()).isEqualTo(4);
    assertThat(folder.resolve("x.png")).doesNotExist();
    Command absent = Command.run(
        "data", "show", "mnist", "--data-dir", folder, "--out", folder.resolve("y.png"));
    assertThat(absent.code()).isEqualTo(4);
    assertThat(absent.err()).startsWith("ockham: ").contains("train-images");
    assertThat(Command.run("data", "fetch", "glyphs").out()).contains("there is nothing to fetch");
  }

  @Test
  @DisplayName("stats counts classes and says mean and deviation, as a table, JSON and a picture")
  void stats() throws IOException {
    Path png = folder.resolve("stats.png");
    Command stats = Command.run("data", "stats", "glyphs", "--split", "test", "--out", png);
    assertThat(stats.err()).isEmpty();
    assertThat(stats.code()).isZero();
    assertThat(stats.out())
        .contains(
            "glyphs, test: 10,000 samples of shape 1 × 28 × 28", "share", "std", png.toString());
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(640);
    JsonNode json =
        Command.run("data", "stats", "glyphs", "--split", "test", "--json").json();
    int sum = 0;
    for (JsonNode count : json.get("classes")) {
      sum += count.asInt();
    }
    assertThat(sum).isEqualTo(10_000);
    assertThat(json.get("channels").get(0).get("mean").asDouble()).isBetween(0.05, 0.5);
    Command again = Command.run("data", "stats", "glyphs", "--out", png);
    assertThat(again.code()).isEqualTo(4);
    assertThat(again.err()).contains("is not overwritten");
  }

  @Test
  @DisplayName("check refuses options out of bounds as a mistake on the command line")
  void checkOptions() {
    Command check = Command.run("data", "check", "glyphs", "--similarity", "1.5");
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.err()).contains("similarity is 1.5");
  }
}
