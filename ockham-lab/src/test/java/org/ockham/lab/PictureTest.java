package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.augment.CenterCrop;
import org.ockham.augment.ImageShape;
import org.ockham.augment.Normalize;
import org.ockham.augment.RandomCrop;
import org.ockham.augment.Resize;

final class PictureTest {

  @TempDir
  private Path folder;

  private Path write(BufferedImage image, String name) throws IOException {
    Path file = folder.resolve(name);
    ImageIO.write(image, name.substring(name.indexOf('.') + 1), file.toFile());
    return file;
  }

  @Test
  @DisplayName("A grey image of the right size keeps its bytes")
  void exact() throws IOException {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(3, 5, 0, 128);
    Picture picture = Picture.read(write(image, "grey.png"), 28, 28);
    assertThat(picture.inverted()).isFalse();
    assertThat(picture.values()[5 * 28 + 3]).isCloseTo(128 / 255f, within(1e-6f));
    assertThat(picture.values()[0]).isZero();
  }

  @Test
  @DisplayName(
      "Dark on bright is inverted, other sizes are averaged down, other ratios are filled up")
  void adapted() throws IOException {
    BufferedImage image = new BufferedImage(112, 56, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 56; y++) {
      for (int x = 0; x < 112; x++) {
        image.setRGB(x, y, (x / 4 == 10 && y / 4 == 7 ? Color.BLACK : Color.WHITE).getRGB());
      }
    }
    Picture picture = Picture.read(write(image, "paper.png"), 28, 28);
    assertThat(picture.inverted()).isTrue();
    assertThat(picture.values()[(7 + 7) * 28 + 10]).isCloseTo(1, within(1e-6f));
    float sum = 0;
    for (float value : picture.values()) {
      sum += value;
    }
    assertThat(sum).isCloseTo(1, within(1e-3f));
    assertThat(Picture.read(write(image, "paper.jpg"), 28, 28).inverted()).isTrue();
  }

  @Test
  @DisplayName("What is transparent counts as paper")
  void transparent() throws IOException {
    BufferedImage image = new BufferedImage(10, 10, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(5, 5, 0xFF000000);
    Picture picture = Picture.read(write(image, "clear.png"), 10, 10);
    assertThat(picture.inverted()).isTrue();
    assertThat(picture.values()[55]).isEqualTo(1);
    assertThat(picture.values()[0]).isZero();
  }

  @Test
  @DisplayName("A grey image is transformed as the bytes of training are")
  void transformed() throws IOException {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(3, 5, 0, 128);
    Picture picture = Picture.read(
        write(image, "grey.png"),
        new ImageShape(1, 28, 28),
        List.of(CenterCrop.of(24), Normalize.of(0.25, 0.5)));
    assertThat(picture.shape()).isEqualTo(new ImageShape(1, 24, 24));
    assertThat(picture.values()[3 * 24 + 1]).isEqualTo((128 / 255f - 0.25f) / 0.5f);
    assertThat(picture.values()[0]).isEqualTo(-0.5f);
  }

  @Test
  @DisplayName(
      "Of a colour image the middle is taken, in the proportions and the size of training's; it is not inverted")
  void coloured() throws IOException {
    BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 20_000; i++) {
      int x = i % 200;
      image.setRGB(x, i / 200, x < 50 || x >= 150 ? 0x00FF00 : x < 100 ? 0xFF0000 : 0xFFFFFF);
    }
    Path file = write(image, "flag.png");
    Picture picture = Picture.read(file, new ImageShape(3, 20, 20), List.of());
    assertThat(picture.inverted()).isFalse();
    assertThat(picture.values()).hasSize(3 * 400);
    assertThat(picture.values()[0]).isEqualTo(1); // red at the left
    assertThat(picture.values()[400]).isZero();
    assertThat(picture.values()[400 + 19]).isEqualTo(1); // white at the right
    Picture whole = Picture.read(file, ImageShape.varying(3), List.of(Resize.of(10)));
    assertThat(whole.shape()).isEqualTo(new ImageShape(3, 10, 20));
    assertThatThrownBy(() -> Picture.read(file, ImageShape.varying(3), List.of(RandomCrop.of(500))))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("is nothing for the model's transforms: RandomCrop takes a window");
  }

  @Test
  @DisplayName("What is no image, or half of one, is refused")
  void refused() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.png"), "no image");
    assertThatThrownBy(() -> Picture.read(text, 28, 28))
        .isInstanceOf(LabException.class)
        .hasMessage(text + ": is not an image that can be read: give a PNG or JPEG file.");
    assertThatThrownBy(() -> Picture.read(folder.resolve("absent.png"), 28, 28))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> Picture.read(folder, 28, 28))
        .hasMessageContaining("is a directory, not an image");
    byte[] whole = Files.readAllBytes(
        write(new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB), "whole.png"));
    Path half = folder.resolve("half.png");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Picture.read(half, 28, 28))
        .hasMessageContaining("is not a whole image");
  }

  @Test
  @DisplayName("A line of a hundred thousand pixels is averaged like any other image")
  void thin() throws IOException {
    BufferedImage image = new BufferedImage(100_000, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 50_000; x++) {
      image.getRaster().setSample(x, 0, 0, 255);
    }
    image.getRaster().setSample(0, 0, 0, 0);
    float[] values = Picture.read(write(image, "thin.png"), 28, 28).values();
    assertThat(values[14 * 28]).isCloseTo(values[0], within(1e-3f));
    assertThat(values[0]).isCloseTo(0.5f, within(0.01f));
  }
}
