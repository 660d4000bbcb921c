package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.Pipe;

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

  /** A grey hook on black, like no turn of itself. */
  private static BufferedImage hook(int type) {
    BufferedImage image = new BufferedImage(40, 60, type);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(8, 8, 8, 44);
    pen.fillRect(16, 8, 16, 8);
    pen.dispose();
    return image;
  }

  /** The pixels as a camera would keep them, held so that this orientation turns them back. */
  private static BufferedImage lying(BufferedImage image, int orientation) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean onSide = orientation >= 5 && orientation <= 8;
    BufferedImage lying =
        new BufferedImage(onSide ? height : width, onSide ? width : height, image.getType());
    // From the table of EXIF 2.3: where the visual top and left lie in the file.
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int right = width - 1 - x;
        int bottom = height - 1 - y;
        int rgb = image.getRGB(x, y);
        switch (orientation) {
          case 2 -> lying.setRGB(right, y, rgb);
          case 3 -> lying.setRGB(right, bottom, rgb);
          case 4 -> lying.setRGB(x, bottom, rgb);
          case 5 -> lying.setRGB(y, x, rgb);
          case 6 -> lying.setRGB(y, right, rgb);
          case 7 -> lying.setRGB(bottom, right, rgb);
          case 8 -> lying.setRGB(bottom, x, rgb);
          default -> lying.setRGB(x, y, rgb);
        }
      }
    }
    return lying;
  }

  @ParameterizedTest(name = "{0}, orientation {1}")
  @DisplayName("A photograph is turned as its EXIF data say")
  @MethodSource("orientations")
  void orientation(String format, int tag) throws IOException {
    float[] upright = Picture.read(write(hook(BufferedImage.TYPE_INT_RGB), "upright.png"), 14, 28)
        .values();
    byte[] bytes = ImageBytes.of(lying(hook(BufferedImage.TYPE_INT_RGB), tag), format);
    Path file = Files.write(
        folder.resolve("turned." + format), ImageBytes.withOrientation(bytes, format, tag));
    float[] turned = Picture.read(file, 14, 28).values();
    for (int i = 0; i < upright.length; i++) {
      assertThat(turned[i]).as("pixel " + i).isCloseTo(upright[i], within(0.15f));
    }
  }

  static Stream<Arguments> orientations() {
    return Stream.of("jpg", "png", "tif")
        .flatMap(format -> IntStream.rangeClosed(0, 9).mapToObj(tag -> Arguments.of(format, tag)));
  }

  @ParameterizedTest(name = "{0} at {1} of its length")
  @DisplayName("A file that was cut off is refused, whatever its format")
  @CsvSource({
    "png,0.25",
    "png,0.9",
    "jpg,0.25",
    "jpg,0.5",
    "jpg,0.9",
    "gif,0.25",
    "gif,0.9",
    "bmp,0.25",
    "bmp,0.99",
    "tif,0.25",
    "tif,0.9",
    "wbmp,0.25",
    "wbmp,0.9"
  })
  void cut(String format, double share) throws IOException {
    byte[] whole = ImageBytes.noise(format, 90, 70);
    Path file = folder.resolve("cut." + format);
    Files.write(file, Arrays.copyOf(whole, (int) (whole.length * share)));
    assertThatThrownBy(() -> Picture.read(file, 28, 28))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(file + ": is not a");
    Files.write(file, whole);
    assertThat(Picture.read(file, 28, 28).values()).hasSize(28 * 28);
  }

  @Test
  @DisplayName("A flipped bit in a PNG is found by its checksum")
  void checksum() throws IOException {
    byte[] bytes = ImageBytes.noise("png", 90, 70);
    bytes[bytes.length / 2] ^= 1;
    Path file = Files.write(folder.resolve("flipped.png"), bytes);
    assertThatThrownBy(() -> Picture.read(file, 28, 28))
        .hasMessageContaining("is not a whole image (a checksum in it is wrong)");
  }

  @Test
  @DisplayName("A JPEG of four colours is refused on every Java")
  void cmyk() throws IOException {
    Path file = Files.write(folder.resolve("cmyk.jpg"), ImageBytes.cmyk());
    assertThatThrownBy(() -> Picture.read(file, 28, 28))
        .hasMessage(file + ": is a CMYK JPEG, which is not read: save it as RGB.");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName(
      "Grey is the same grey in every kind of file: 16 bits, with alpha, from a palette, in colour")
  @MethodSource("greys")
  void greys(String name, BufferedImage image) throws IOException {
    float[] values = Picture.read(write(image, name + ".png"), 4, 4).values();
    assertThat(values[5]).isCloseTo(100 / 255f, within(1e-3f));
    assertThat(values[0]).isZero();
    values = Picture.read(write(image, name + ".tif"), 4, 4).values();
    assertThat(values[5]).isCloseTo(100 / 255f, within(1e-3f));
  }

  static Stream<Arguments> greys() {
    BufferedImage grey16 = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
    grey16.getRaster().setSample(1, 1, 0, 100 * 257);
    ColorSpace space = ColorSpace.getInstance(ColorSpace.CS_GRAY);
    List<BufferedImage> withAlpha = new ArrayList<>();
    for (int type : new int[] {DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT}) {
      ColorModel model =
          new ComponentColorModel(space, true, false, Transparency.TRANSLUCENT, type);
      BufferedImage image =
          new BufferedImage(model, model.createCompatibleWritableRaster(4, 4), false, null);
      int most = type == DataBuffer.TYPE_BYTE ? 255 : 65535;
      for (int i = 0; i < 16; i++) {
        image.getRaster().setSample(i % 4, i / 4, 1, most);
      }
      image.getRaster().setSample(1, 1, 0, 100 * (most / 255));
      withAlpha.add(image);
    }
    byte[] shades = {0, 50, 100, (byte) 200};
    BufferedImage palette = new BufferedImage(
        4, 4, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(2, 4, shades, shades, shades));
    palette.getRaster().setSample(1, 1, 0, 2);
    BufferedImage colour = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    colour.setRGB(1, 1, 0x646464);
    return Stream.of(
        Arguments.of("grey16", grey16),
        Arguments.of("alpha8", withAlpha.get(0)),
        Arguments.of("alpha16", withAlpha.get(1)),
        Arguments.of("palette", palette),
        Arguments.of("colour", colour));
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

  @Test
  @DisplayName("Images are limited by what their pixels take")
  void huge() throws IOException {
    for (int[] header : new int[][] {{10_000, 10_000, 16, 6}, {20_000, 20_000, 1, 0}}) {
      Path file = Files.write(
          folder.resolve("huge.png"),
          ImageBytes.pngHeader(header[0], header[1], header[2], header[3]));
      assertThatThrownBy(() -> Picture.read(file, 28, 28))
          .hasMessageContaining(header[0] + " x " + header[1] + " pixels")
          .hasMessageContaining("make it smaller");
    }
  }

  @Test
  @DisplayName("What cannot be opened is refused with its reason, and a pipe is not waited for")
  void unreadable() throws Exception {
    Path pipe = folder.resolve("pipe.png");
    assumeThat(Pipe.make(pipe)).as("mkfifo").isTrue();
    assertThatThrownBy(() -> Picture.read(pipe, 28, 28))
        .hasMessage(pipe + ": cannot be read: it is not a regular file.");
    Path loop = Files.createSymbolicLink(folder.resolve("loop.png"), Path.of("loop.png"));
    assertThatThrownBy(() -> Picture.read(loop, 28, 28))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(loop + ": cannot be read: ")
        .hasMessageContaining("links");
  }
}
