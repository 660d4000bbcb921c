package org.ockham.data.image;

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
import java.awt.image.WritableRaster;
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
import org.ockham.SharedFolder;
import org.ockham.augment.ImageShape;
import org.ockham.data.DataException;

final class ImageFileTest {

  @TempDir
  private Path folder;

  private Path write(BufferedImage image, String name) throws IOException {
    Path file = folder.resolve(name);
    if (!ImageIO.write(image, name.substring(name.indexOf('.') + 1), file.toFile())) {
      throw new IOException("no writer for " + name);
    }
    return file;
  }

  private static int pixel(DecodedImage image, int channel, int x, int y) {
    ImageShape shape = image.shape();
    return image.pixels()[(channel * shape.height() + y) * shape.width() + x] & 0xFF;
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
    byte[] upright = ImageFile.read(write(hook(BufferedImage.TYPE_INT_RGB), "upright.png"), 3)
        .pixels();
    byte[] bytes = ImageBytes.of(lying(hook(BufferedImage.TYPE_INT_RGB), tag), format);
    Path file = Files.write(
        folder.resolve("turned." + format), ImageBytes.withOrientation(bytes, format, tag));
    DecodedImage turned = ImageFile.read(file, 3);
    assertThat(turned.shape()).isEqualTo(new ImageShape(3, 60, 40));
    for (int i = 0; i < upright.length; i++) {
      assertThat(turned.pixels()[i] & 0xFF)
          .as("pixel " + i)
          .isCloseTo(upright[i] & 0xFF, within(40));
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
    assertThatThrownBy(() -> ImageFile.read(file, 1))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": is not a");
    Files.write(file, whole);
    assertThat(ImageFile.read(file, 3).shape()).isEqualTo(new ImageShape(3, 70, 90));
  }

  @Test
  @DisplayName("A flipped bit in a PNG is found by its checksum")
  void checksum() throws IOException {
    byte[] bytes = ImageBytes.noise("png", 90, 70);
    bytes[bytes.length / 2] ^= 1;
    Path file = Files.write(folder.resolve("flipped.png"), bytes);
    assertThatThrownBy(() -> ImageFile.read(file, 1))
        .hasMessageContaining("is not a whole image (a checksum in it is wrong)");
  }

  @Test
  @DisplayName("A JPEG of four colours is refused on every Java")
  void cmyk() throws IOException {
    Path file = Files.write(folder.resolve("cmyk.jpg"), ImageBytes.cmyk());
    assertThatThrownBy(() -> ImageFile.read(file, 1))
        .hasMessage(file + ": is a CMYK JPEG, which is not read: save it as RGB.");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName(
      "Grey is the same grey in every kind of file: 16 bits, with alpha, from a palette, in colour")
  @MethodSource("greys")
  void greys(String name, BufferedImage image) throws IOException {
    for (String format : List.of(".png", ".tif")) {
      Path file = write(image, name + format);
      for (int channels : new int[] {1, 3}) {
        DecodedImage decoded = ImageFile.read(file, channels);
        for (int c = 0; c < channels; c++) {
          assertThat(pixel(decoded, c, 1, 1)).isEqualTo(100);
          assertThat(pixel(decoded, c, 0, 0)).isZero();
        }
      }
    }
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
  @DisplayName("Images are limited by what their pixels take")
  void huge() throws IOException {
    for (int[] header : new int[][] {{10_000, 10_000, 16, 6}, {20_000, 20_000, 1, 0}}) {
      Path file = Files.write(
          folder.resolve("huge.png"),
          ImageBytes.pngHeader(header[0], header[1], header[2], header[3]));
      assertThatThrownBy(() -> ImageFile.read(file, 1))
          .hasMessageContaining(header[0] + " x " + header[1] + " pixels")
          .hasMessageContaining("make it smaller");
    }
  }

  @Test
  @DisplayName("What cannot be opened is refused with its reason, and a pipe is not waited for")
  void unreadable() throws Exception {
    Path pipe = folder.resolve("pipe.png");
    assumeThat(Pipe.make(pipe)).as("mkfifo").isTrue();
    assertThatThrownBy(() -> ImageFile.read(pipe, 1))
        .hasMessage(pipe + ": cannot be read: it is not a regular file.");
    Path loop = Files.createSymbolicLink(folder.resolve("loop.png"), Path.of("loop.png"));
    assertThatThrownBy(() -> ImageFile.read(loop, 1))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(loop + ": cannot be read: ")
        .hasMessageContaining("links");
  }

  @Test
  @DisplayName("WebP is read: without loss, with loss, with transparency, turned by EXIF data")
  void webp() throws IOException {
    DecodedImage exact =
        ImageFile.read(Files.write(folder.resolve("a.webp"), ImageBytes.webp()), 3);
    assertThat(exact.shape()).isEqualTo(new ImageShape(3, 2, 4));
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 4; x++) {
        assertThat(pixel(exact, 0, x, y)).isEqualTo(60 * x);
        assertThat(pixel(exact, 1, x, y)).isEqualTo(200 * y);
        assertThat(pixel(exact, 2, x, y)).isEqualTo(100);
      }
    }
    DecodedImage lossy =
        ImageFile.read(Files.write(folder.resolve("s.webp"), ImageBytes.lossyWebp()), 3);
    assertThat(lossy.shape()).isEqualTo(new ImageShape(3, 16, 16));
    assertThat(pixel(lossy, 0, 12, 3)).isCloseTo(12 * 16, within(25));
    assertThat(pixel(lossy, 1, 3, 12)).isCloseTo(12 * 16, within(25));
    DecodedImage clear =
        ImageFile.read(Files.write(folder.resolve("t.webp"), ImageBytes.clearWebp()), 3);
    assertThat(clear.pixels()).containsExactly(10, -1, 20, -1, 30, -1);
    DecodedImage turned =
        ImageFile.read(Files.write(folder.resolve("e.webp"), ImageBytes.turnedWebp()), 3);
    assertThat(turned.shape()).isEqualTo(new ImageShape(3, 4, 2));
    assertThat(pixel(turned, 0, 1, 3)).isEqualTo(180);
    assertThat(pixel(turned, 1, 1, 3)).isZero();
    assertThat(pixel(turned, 1, 0, 0)).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "A WebP file that was cut off anywhere, or announces more than it has, is refused soon")
  void cutWebp() throws IOException {
    Path file = folder.resolve("cut.webp");
    for (byte[] whole :
        List.of(ImageBytes.webp(), ImageBytes.lossyWebp(), ImageBytes.turnedWebp())) {
      for (int length = 0; length < whole.length; length++) {
        Files.write(file, Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> ImageFile.read(file, 3))
            .isInstanceOf(DataException.class)
            .hasMessageStartingWith(file + ": ");
      }
    }
    byte[] huge = ImageBytes.webp();
    huge[21] = (byte) 0xFF; // 14 bits of width, from here on
    huge[22] |= 0x1F;
    Files.write(file, huge);
    assertThatThrownBy(() -> ImageFile.read(file, 3)).isInstanceOf(DataException.class);
  }

  @Test
  @DisplayName("Colours keep their values: 16 bits, palettes, any order of bytes")
  void colours() throws IOException {
    BufferedImage plain = new BufferedImage(3, 2, BufferedImage.TYPE_3BYTE_BGR);
    plain.setRGB(2, 1, 0x0A141E);
    byte[] red = {0, 10};
    byte[] green = {0, 20};
    byte[] blue = {0, 30};
    BufferedImage palette = new BufferedImage(
        3, 2, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(1, 2, red, green, blue));
    palette.getRaster().setSample(2, 1, 0, 1);
    ColorModel wide = new ComponentColorModel(
        ColorSpace.getInstance(ColorSpace.CS_sRGB),
        false,
        false,
        Transparency.OPAQUE,
        DataBuffer.TYPE_USHORT);
    WritableRaster raster = wide.createCompatibleWritableRaster(3, 2);
    for (int band = 0; band < 3; band++) {
      raster.setSample(2, 1, band, (band + 1) * 10 * 257);
    }
    for (BufferedImage image :
        List.of(plain, palette, new BufferedImage(wide, raster, false, null))) {
      for (String name : List.of("colour.png", "colour.tif")) {
        DecodedImage decoded = ImageFile.read(write(image, name), 3);
        for (int band = 0; band < 3; band++) {
          assertThat(pixel(decoded, band, 2, 1)).isEqualTo((band + 1) * 10);
          assertThat(pixel(decoded, band, 0, 0)).isZero();
        }
        // round(0.299 * 10 + 0.587 * 20 + 0.114 * 30)
        assertThat(pixel(ImageFile.read(folder.resolve(name), 1), 0, 2, 1)).isEqualTo(18);
      }
    }
  }

  @Test
  @DisplayName("What is transparent lies over white")
  void transparent() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xFF102030);
    image.setRGB(1, 0, 0x00102030);
    image.setRGB(2, 0, 0x80000000);
    DecodedImage decoded = ImageFile.read(write(image, "clear.png"), 3);
    assertThat(decoded.pixels()).containsExactly(16, -1, 127, 32, -1, 127, 48, -1, 127);
  }

  @Test
  @DisplayName("Other numbers of channels are refused")
  void channels() {
    assertThatThrownBy(() -> ImageFile.read(folder.resolve("x.png"), 4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ask for 1 (grey) or 3 (colour)");
  }

  @Test
  @DisplayName("A photograph of a camera is read upright")
  void photograph() {
    Path lemon = SharedFolder.find("data/images/lemon.jpeg").orElse(null);
    assumeThat(lemon).as("shared/data/images/lemon.jpeg").isNotNull();
    DecodedImage decoded = ImageFile.read(lemon, 3);
    // Yellow: red and green are bright in the middle, blue is not.
    int x = decoded.shape().width() / 2;
    int y = decoded.shape().height() / 2;
    assertThat(pixel(decoded, 0, x, y)).isGreaterThan(pixel(decoded, 2, x, y) + 40);
    assertThat(pixel(decoded, 1, x, y)).isGreaterThan(pixel(decoded, 2, x, y) + 40);
  }
}
