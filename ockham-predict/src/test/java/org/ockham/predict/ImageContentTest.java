package org.ockham.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageContentTest {

  /** Two columns, three rows: the pixel in place i has the grey value i. */
  private static BufferedImage image() {
    BufferedImage image = new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 6; i++) {
      image.getRaster().setSample(i % 2, i / 2, 0, i);
    }
    return image;
  }

  private static byte[] written(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  /** The file with a block in it, from a place on. */
  private static byte[] with(byte[] file, int at, ByteBuffer block) {
    return ByteBuffer.allocate(file.length + block.limit())
        .put(file, 0, at)
        .put(block)
        .put(file, at, file.length - at)
        .array();
  }

  private static byte[] exif(int tag, ByteOrder order) {
    return ByteBuffer.allocate(26)
        .order(order)
        .putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 274)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) tag)
        .array();
  }

  private static byte[] jpeg(byte[] exif) throws IOException {
    ByteBuffer segment = ByteBuffer.allocate(10 + exif.length)
        .putShort((short) 0xFFE1)
        .putShort((short) (8 + exif.length))
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .put(exif)
        .flip();
    return with(written(image(), "jpg"), 2, segment);
  }

  private static byte[] png(byte[] exif) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length)
        .putInt(exif.length)
        .put("eXIf".getBytes(StandardCharsets.US_ASCII))
        .put(exif)
        .putInt(0)
        .flip();
    return with(written(image(), "png"), 33, chunk); // behind the header
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0 1 2 3 4 5",
    "2, 1 0 3 2 5 4",
    "3, 5 4 3 2 1 0",
    "4, 4 5 2 3 0 1",
    "5, 0 2 4 1 3 5",
    "6, 4 2 0 5 3 1",
    "7, 5 3 1 4 2 0",
    "8, 1 3 5 0 2 4",
    "0, 0 1 2 3 4 5",
    "9, 0 1 2 3 4 5"
  })
  void pixelsAreTurnedAsTheFileSays(int tag, String expected) throws IOException {
    Orientation orientation = Orientation.in(png(exif(tag, ByteOrder.BIG_ENDIAN)));
    assertThat(Orientation.in(png(exif(tag, ByteOrder.LITTLE_ENDIAN)))).isEqualTo(orientation);
    assertThat(Orientation.in(jpeg(exif(tag, ByteOrder.BIG_ENDIAN)))).isEqualTo(orientation);
    assertThat(Orientation.in(jpeg(exif(tag, ByteOrder.LITTLE_ENDIAN)))).isEqualTo(orientation);
    ByteBuffer pixels = Pixels.of(image(), orientation);
    StringBuilder greys = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      assertThat(pixels.get(3 * i + 1)).isEqualTo(pixels.get(3 * i));
      assertThat(pixels.get(3 * i + 2)).isEqualTo(pixels.get(3 * i));
      greys.append(i == 0 ? "" : " ").append(pixels.get(3 * i));
    }
    assertThat(greys).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "gif", "tiff"})
  void formatsOfJavaAreReadUpright(String format) throws IOException {
    byte[] file = written(image(), format);
    assertThat(Orientation.in(file)).isEqualTo(Orientation.UPRIGHT);
    assertThat(ImageContent.decoded(file))
        .satisfies(image -> assertThat(image.getWidth()).isEqualTo(2))
        .satisfies(image -> assertThat(image.getHeight()).isEqualTo(3));
  }

  @Test
  void damagedExifLeavesAnImageUpright() throws IOException {
    byte[] whole = exif(6, ByteOrder.BIG_ENDIAN);
    for (int length = 0; length < whole.length - 6; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(Orientation.in(jpeg(cut))).isEqualTo(Orientation.UPRIGHT);
      assertThat(Orientation.in(png(cut))).isEqualTo(Orientation.UPRIGHT);
    }
    for (int length = 0; length < 40; length++) {
      assertThat(Orientation.in(new byte[length])).isEqualTo(Orientation.UPRIGHT);
    }
  }

  @Test
  void whatIsNoWholeImageIsRefused() throws IOException {
    assertThatThrownBy(() -> ImageContent.decoded(new byte[0]))
        .isInstanceOf(PredictException.class)
        .hasMessage(
            "the 0 bytes are no image that can be read: give the content of a PNG or JPEG file");
    BufferedImage large = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_GRAY);
    for (String format : new String[] {"png", "jpg"}) {
      byte[] file = written(large, format);
      assertThatThrownBy(() -> ImageContent.decoded(Arrays.copyOf(file, file.length - 30)))
          .as(format)
          .isInstanceOf(PredictException.class)
          .hasMessage("the image is damaged or ends too early: give a whole one");
    }
  }

  @Test
  void whatUnpacksToTooMuchIsRefusedByItsHeader() throws IOException {
    byte[] bomb = written(image(), "png");
    ByteBuffer.wrap(bomb).putInt(16, 100_000).putInt(20, 100_000);
    assertThatThrownBy(() -> ImageContent.decoded(bomb))
        .isInstanceOf(PredictException.class)
        .hasMessage("the image has 10000000000 pixels, but at most 20000000 are read:"
            + " make it smaller");
    assertThatThrownBy(() -> ImageContent.decoded(manyChannels(5000, 4000, 100)))
        .isInstanceOf(PredictException.class)
        .hasMessage("the image has 20000000 pixels of 800 bits, but at most 160 MB are unpacked:"
            + " make it smaller, or save it as PNG or JPEG");
  }

  /** Few pixels, but a matrix with a column for each of a side. */
  @Test
  void aLongSideIsRefusedByTheHeaderWhateverTheOtherIs() throws IOException {
    byte[] wide = written(image(), "png");
    ByteBuffer.wrap(wide).putInt(16, 65_536).putInt(20, 1);
    assertThatThrownBy(() -> ImageContent.decoded(wide))
        .isInstanceOf(PredictException.class)
        .hasMessage("the image has 65536 columns and 1 rows, but at most 65535 of either are read:"
            + " make it smaller");
    byte[] tall = written(new BufferedImage(1, 65_536, BufferedImage.TYPE_BYTE_BINARY), "png");
    assertThatThrownBy(() -> ImageContent.decoded(tall))
        .hasMessageStartingWith("the image has 1 columns and 65536 rows");
    byte[] longest = written(new BufferedImage(65_535, 1, BufferedImage.TYPE_BYTE_BINARY), "png");
    assertThat(ImageContent.decoded(longest).getWidth()).isEqualTo(65_535);
  }

  /** Ten pixels by ten, of which the decoder would unpack a whole tile. */
  @ParameterizedTest
  @CsvSource({
    "40000, 40000, 1600000000",
    "2000000000, 1, 2000000000",
    "2000000000, 2000000000, 4000000000000000000"
  })
  void tilesThatUnpackToTooMuchAreRefusedByTheHeader(int width, int height, long pixels) {
    for (int compression : new int[] {1, 5, 8, 32773}) {
      byte[] file = tiff(1, new int[][] {
        {256, 4, 1, 10},
        {257, 4, 1, 10},
        {258, 3, 1, 8},
        {259, 3, 1, compression},
        {262, 3, 1, 1},
        {277, 3, 1, 1},
        {322, 4, 1, width},
        {323, 4, 1, height},
        {324, 4, 1, 200},
        {325, 4, 1, 8}
      });
      assertThatThrownBy(() -> ImageContent.decoded(file))
          .isInstanceOf(PredictException.class)
          .hasMessage("a tile of the image has " + pixels + " pixels of 8 bits, but at most 160 MB"
              + " are unpacked: make it smaller, or save it as PNG or JPEG");
    }
  }

  /** A TIFF file without its pixels, which announces so many channels of a byte. */
  private static byte[] manyChannels(int width, int height, int channels) {
    return tiff(channels, new int[][] {
      {256, 4, 1, width},
      {257, 4, 1, height},
      {258, 3, channels, 200},
      {259, 3, 1, 1},
      {262, 3, 1, 1},
      {273, 4, 1, 200},
      {277, 3, 1, channels},
      {278, 4, 1, height},
      {279, 4, 1, 8}
    });
  }

  /** A TIFF file of these entries, with the bits of its channels in place 200. */
  private static byte[] tiff(int channels, int[][] entries) {
    ByteBuffer file = ByteBuffer.allocate(200 + 2 * channels).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    file.putShort((short) entries.length);
    for (int[] entry : entries) {
      file.putShort((short) entry[0])
          .putShort((short) entry[1])
          .putInt(entry[2])
          .putInt(entry[3]);
    }
    file.position(200);
    for (int i = 0; i < channels; i++) {
      file.putShort((short) 8);
    }
    return file.array();
  }
}
