package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AugmentCommandTest {

  @TempDir
  private Path folder;

  private Path photograph;
  private Path sheet;

  @BeforeEach
  void paint() throws IOException {
    sheet = folder.resolve("sheet.png");
    photograph = folder.resolve("photograph.png");
    BufferedImage image = new BufferedImage(100, 80, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 8000; i++) {
      image.setRGB(i % 100, i / 100, i % 100 < 50 ? 0xFF0000 : 0x0000FF);
    }
    ImageIO.write(image, "png", photograph.toFile());
  }

  @Test
  @DisplayName(
      "The original stands first, and after it what was drawn: the same for a seed, another for another")
  void sheets() throws IOException {
    Command augment = Command.run(
        "augment",
        photograph,
        "--transform",
        "RandomHorizontalFlip(p=1)",
        "--count",
        1,
        "--columns",
        2,
        "--out",
        sheet);
    assertThat(augment.err()).isEmpty();
    assertThat(augment.code()).isZero();
    assertThat(augment.out()).contains("each with 1 draws: " + sheet);
    BufferedImage image = ImageIO.read(sheet.toFile());
    assertThat(image.getWidth()).isEqualTo(4 + 2 * 104);
    assertThat(image.getRGB(4, 4)).isEqualTo(0xFFFF0000);
    assertThat(image.getRGB(4 + 99, 4)).isEqualTo(0xFF0000FF);
    assertThat(image.getRGB(4 + 104, 4)).isEqualTo(0xFF0000FF);
    assertThat(image.getRGB(4 + 104 + 99, 4)).isEqualTo(0xFFFF0000);
    byte[] first = drawn(0);
    assertThat(drawn(0)).isEqualTo(first);
    assertThat(drawn(1)).isNotEqualTo(first);
  }

  private byte[] drawn(int seed) throws IOException {
    Files.deleteIfExists(sheet);
    Command augment = Command.run(
        "augment",
        photograph,
        "--transform",
        "RandomRotation(degrees=90) RandomResizedCrop(48) ColorJitter(0.4) RandomErasing(p=1)",
        "--seed",
        seed,
        "--out",
        sheet);
    assertThat(augment.code()).as(augment.err()).isZero();
    return Files.readAllBytes(sheet);
  }

  @Test
  @DisplayName("Of a data set, each image has a row; folders of images of any size are data sets")
  void dataSets() throws IOException {
    Command glyphs = Command.run(
        "augment",
        "glyphs",
        "--transform",
        "random-affine(15, translate=[0.1, 0.1])",
        "--images",
        2,
        "--count",
        3,
        "--out",
        sheet);
    assertThat(glyphs.code()).as(glyphs.err()).isZero();
    assertThat(glyphs.out()).contains("2 images of glyphs, each with 3 draws");
    assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(4 + 4 * (3 * 28 + 4));
    Path photographs = folder.resolve("photographs");
    Files.createDirectories(photographs.resolve("stripes"));
    Files.copy(photograph, photographs.resolve("stripes/a.png"));
    Path shown = folder.resolve("shown.png");
    Command show = Command.run("data", "show", photographs, "--out", shown);
    assertThat(show.code()).as(show.err()).isZero();
    assertThat(show.out()).contains("1 train images of " + photographs);
    assertThat(ImageIO.read(shown.toFile()).getWidth()).isEqualTo(4 + 104);
    Command normalized = Command.run(
        "augment",
        photographs,
        "--transform",
        "Normalize(0.5, 0.5)",
        "--count",
        1,
        "--out",
        folder.resolve("n.png"));
    assertThat(normalized.code()).as(normalized.err()).isZero();
    Command none = Command.run("data", "show", photographs, "--split", "test");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--split is test, but " + photographs + " has train");
  }

  @Test
  @DisplayName("What cannot be done is refused in one sentence, and nothing is written")
  void refuses() {
    refused(
        4,
        "there is no transform RandomCorp (did you mean RandomCrop?)",
        photograph,
        "RandomCorp(3)");
    refused(4, "RandomCrop.padding is -1", photograph, "RandomCrop(3, padding=-1)");
    refused(
        4,
        "--transform does not fit the image: RandomCrop takes a window of 300x300",
        photograph,
        "RandomCrop(300)");
    refused(4, "There is no data set named minst", "minst", "RandomCrop(3)");
    for (String option : new String[] {"--count", "--images"}) {
      for (int number : new int[] {0, 1001}) {
        Command bound = Command.run(
            "augment", "glyphs", "--transform", "RandomCrop(3)", option, number, "--out", sheet);
        assertThat(bound.code()).isEqualTo(2);
        assertThat(bound.err())
            .contains(option + " is " + number + ": it must lie between 1 and 1000");
        assertThat(sheet).doesNotExist();
      }
    }
    refused(
        4,
        folder.resolve("absent.png") + ": there is no such file, folder or data set.",
        folder.resolve("absent.png"),
        "RandomCrop(3)");
    Command missing = Command.run("augment", photograph);
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("--transform");
  }

  private void refused(int code, String words, Object subject, String transform) {
    Command refused = Command.run("augment", subject, "--transform", transform, "--out", sheet);
    assertThat(refused.code()).as(transform).isEqualTo(code);
    assertThat(refused.err()).startsWith("ockham: ").contains(words);
    assertThat(refused.err().strip()).doesNotContain("\n");
    assertThat(sheet).doesNotExist();
  }
}
