package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
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
    Command file = Command.run("data", "show", "absent.csv");
    assertThat(file.code()).isEqualTo(4);
    assertThat(file.err()).contains("absent.csv: there is no such file, folder or data set.");
    assertThat(Command.run("data", "fetch", "minst").code()).isEqualTo(4);
    Command none =
        Command.run("data", "show", "glyphs", "--count", 0, "--out", folder.resolve("x.png"));
    assertThat(none.code()).isEqualTo(2);
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

  @Test
  @DisplayName(
      "check finds a photograph in both parts, and ends with its own code; the parts of a folder can be shown")
  void copies() throws IOException {
    Path parts = folder.resolve("photographs");
    for (int i = 0; i < 6; i++) {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
      for (int p = 0; p < 64; p++) {
        image.setRGB(p % 8, p / 8, 0x1F3D * (p + 1) * (i + 3) & 0xFFFFFF);
      }
      String part = i < 4 ? "train" : "test";
      Path place = Files.createDirectories(parts.resolve(part + "/" + (i % 2 == 0 ? "a" : "b")));
      ImageIO.write(image, "png", place.resolve(i + ".png").toFile());
    }
    Command clean = Command.run("data", "check", parts, "--similarity", 1);
    assertThat(clean.code()).as(clean.out()).isZero();
    assertThat(clean.out()).contains("train: 4 samples", "test: 2 samples", "warning");
    Files.copy(parts.resolve("train/a/0.png"), parts.resolve("test/a/copy.png"));
    Command spoilt = Command.run("data", "check", parts, "--similarity", 1);
    assertThat(spoilt.code()).isEqualTo(4);
    assertThat(spoilt.out()).contains("error  1 of the 3 test samples are in train too");
    JsonNode json =
        Command.run("data", "check", parts, "--similarity", 1, "--json").json();
    assertThat(json.get("equal").get(0).get("first").stringValue()).isEqualTo("train 0");
    Command show =
        Command.run("data", "show", parts, "--split", "test", "--out", folder.resolve("test.png"));
    assertThat(show.out()).contains("3 test images of " + parts);
  }

  @Test
  @DisplayName("A CSV file is shown as rows, and its columns are counted")
  void tables() throws IOException {
    Path csv = Files.writeString(
        folder.resolve("houses.csv"),
        "ID,Info,Price\n1,near the bay,0.25\n2,,1.75\n3,near the bay,\n");
    Command show = Command.run("data", "show", csv, "--count", 2);
    assertThat(show.code()).as(show.err()).isZero();
    assertThat(show.out()).contains("ID", "near the bay", "1.75", "2 of 3 rows of " + csv);
    assertThat(Command.run("data", "show", csv).out()).contains("3 of 3 rows");
    Path many = Files.writeString(folder.resolve("many.csv"), "Price\n" + "1.5\n".repeat(60));
    assertThat(Command.run("data", "show", many).out()).contains("20 of 60 rows");
    assertThat(Command.run("data", "show", many, "--count", 50).out()).contains("50 of 60 rows");
    Command none = Command.run("data", "show", many, "--count", 0);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--count is 0, but must be at least 1");
    for (String option : new String[] {"--split=test", "--columns=3", "--out=x.png"}) {
      Command refused = Command.run("data", "show", csv, option);
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err())
          .contains(option.substring(0, option.indexOf('=')) + " is for images, but " + csv);
    }
    Command stats = Command.run("data", "stats", csv);
    assertThat(stats.out()).contains("column", "decimal", "integer", "text");
    JsonNode price =
        Command.run("data", "stats", csv, "--json").json().get("columns").get(2);
    assertThat(price.get("name").stringValue()).isEqualTo("Price");
    assertThat(price.get("missing").asInt()).isEqualTo(1);
    assertThat(price.get("mean").asDouble()).isEqualTo(1);
    assertThat(price.get("std").asDouble()).isEqualTo(0.75);
    Command check = Command.run("data", "check", csv);
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.err()).contains("is a CSV file");
  }
}
