package org.ockham.lab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataException;
import org.ockham.data.image.DecodedImage;
import org.ockham.data.image.ImageFile;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.predict.Model;
import org.ockham.predict.PredictException;
import org.ockham.tensor.DType;

/**
 * The library that trains and the one for services, which must not need it, each unpack, turn and whiten image files: what comes of a file is
 * the same pixels.
 */
final class SamePictureTest {

  private static final int WIDTH = 7;
  private static final int HEIGHT = 5;
  private static final int FIRST_ORIENTATION_ON_SIDE = 5;

  @TempDir
  private Path folder;

  /** Gives back the height, the width and the bytes that it is given. */
  private static Model mirror() {
    Graph graph = Graph.opset(Graph.OPSET);
    Value image = graph.input("image", DType.UINT8, Graph.FREE, Graph.FREE, Graph.FREE, 3);
    Value sizes = image
        .op("Shape")
        .shaped(4)
        .typed(DType.INT64)
        .narrow(0, 1, 2)
        .unsqueeze(0)
        .to(DType.FLOAT32);
    Value pixels = image.to(DType.FLOAT32).op("Reshape", graph.longs(1, -1)).shaped(1, Graph.FREE);
    graph.output("values", Value.cat(List.of(sizes, pixels), 1));
    graph.output(
        "names",
        graph.constant(
            IntStream.range(0, 2 + 3 * WIDTH * HEIGHT).mapToObj(i -> "v" + i).toList()));
    return Model.of(graph.toBytes());
  }

  /** What training has of a file, in the order of the mirror. */
  private List<Float> trained(byte[] file, String format) throws IOException {
    DecodedImage image = ImageFile.read(Files.write(folder.resolve("image." + format), file), 3);
    int plane = image.shape().height() * image.shape().width();
    List<Float> values = new ArrayList<>();
    values.add((float) image.shape().height());
    values.add((float) image.shape().width());
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < 3; c++) {
        values.add((float) (image.pixels()[c * plane + i] & 0xFF));
      }
    }
    return values;
  }

  @Test
  void everyKindOfPixelsIsReadAlike() throws IOException {
    int compared = 0;
    try (Model mirror = mirror()) {
      for (String format : List.of("png", "tif", "jpg", "bmp", "gif")) {
        for (Map.Entry<String, BufferedImage> each : images().entrySet()) {
          byte[] file = written(each.getValue(), format);
          if (file.length > 0) {
            assertThat(mirror.predict(file).numbers())
                .as(each.getKey() + " as " + format)
                .isEqualTo(trained(file, format));
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(30);
  }

  @Test
  void everyOrientationIsTurnedAlike() throws IOException {
    try (Model mirror = mirror()) {
      BufferedImage image = images().get("colours");
      for (String format : List.of("png", "tif", "jpg")) {
        for (int tag = 0; tag <= 9; tag++) {
          byte[] file = turned(written(image, format), format, tag, image);
          List<Float> expected = trained(file, format);
          boolean onSide = tag >= FIRST_ORIENTATION_ON_SIDE && tag < 9;
          assertThat(expected).startsWith(onSide ? (float) WIDTH : HEIGHT);
          assertThat(mirror.predict(file).numbers())
              .as("orientation " + tag + " of " + format)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void whatTrainingRefusesIsRefused() throws IOException {
    byte[] whole = written(images().get("colours"), "png");
    byte[] cut = Arrays.copyOf(whole, whole.length - 20);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    try (Model mirror = mirror()) {
      for (Map.Entry<String, byte[]> each :
          Map.of("cut", cut, "flipped", flipped, "of four colours", cmyk()).entrySet()) {
        assertThatThrownBy(() -> trained(each.getValue(), "any"))
            .as(each.getKey())
            .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> mirror.predict(each.getValue()))
            .as(each.getKey())
            .isInstanceOf(PredictException.class);
      }
    }
  }

  /** Where a plug-in has Java read them, services would not know how to turn them. */
  @Test
  void webpIsOfTrainingOnly() throws IOException {
    byte[] file = Base64.getDecoder()
        .decode("UklGRjAAAABXRUJQVlA4TCQAAAAvA0AAAD8gFkyGlf8V4vAM2fwHDwkyJEAgQMZaHJhyIKL/4QQ=");
    assertThat(trained(file, "webp")).startsWith(2f, 4f);
    try (Model mirror = mirror()) {
      assertThatThrownBy(() -> mirror.predict(file))
          .isInstanceOf(PredictException.class)
          .hasMessage("the image is a WEBP file, which is not read:"
              + " give the content of a PNG or JPEG file");
    }
  }

  private static byte[] cmyk() throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(0, WIDTH, HEIGHT, 4, null);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), null);
    }
    writer.dispose();
    return out.toByteArray();
  }

  // ------------------------------------------------------------------------------------------

  private static Map<String, BufferedImage> images() {
    Map<String, BufferedImage> images = new LinkedHashMap<>();
    ColorSpace grey = ColorSpace.getInstance(ColorSpace.CS_GRAY);
    ColorSpace colours = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    images.put("grey", image(grey, false, DataBuffer.TYPE_BYTE));
    images.put("grey of 16 bits", image(grey, false, DataBuffer.TYPE_USHORT));
    images.put("transparent grey", image(grey, true, DataBuffer.TYPE_BYTE));
    images.put("transparent grey of 16 bits", image(grey, true, DataBuffer.TYPE_USHORT));
    images.put("colours", image(colours, false, DataBuffer.TYPE_BYTE));
    images.put("colours of 16 bits", image(colours, false, DataBuffer.TYPE_USHORT));
    images.put("transparent colours", image(colours, true, DataBuffer.TYPE_BYTE));
    images.put("transparent colours of 16 bits", image(colours, true, DataBuffer.TYPE_USHORT));
    images.put(
        "colours of another profile",
        image(ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB), false, DataBuffer.TYPE_BYTE));
    images.put("grey of fractions", image(grey, false, DataBuffer.TYPE_FLOAT));
    images.put("as cameras have them", noise(BufferedImage.TYPE_3BYTE_BGR));
    images.put("packed", noise(BufferedImage.TYPE_INT_RGB));
    images.put("of 16 bits a pixel", noise(BufferedImage.TYPE_USHORT_565_RGB));
    images.put("of one bit", noise(BufferedImage.TYPE_BYTE_BINARY));
    images.put("of a palette", noise(BufferedImage.TYPE_BYTE_INDEXED));
    images.put("of a grey palette", palette(new byte[] {0, 50, 100, (byte) 200}, -1));
    images.put("of a transparent palette", palette(new byte[] {9, 50, 100, (byte) 200}, 2));
    return images;
  }

  private static BufferedImage image(ColorSpace space, boolean alpha, int type) {
    ColorModel model = new ComponentColorModel(
        space, alpha, false, alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, type);
    WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
    SplittableRandom random = new SplittableRandom(4);
    int most = type == DataBuffer.TYPE_BYTE ? 256 : 65536;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int band = 0; band < raster.getNumBands(); band++) {
          if (type == DataBuffer.TYPE_FLOAT) {
            raster.setSample(x, y, band, random.nextFloat());
          } else {
            raster.setSample(x, y, band, random.nextInt(most));
          }
        }
      }
    }
    return new BufferedImage(model, raster, false, null);
  }

  private static BufferedImage noise(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      image.setRGB(i % WIDTH, i / WIDTH, random.nextInt());
    }
    return image;
  }

  private static BufferedImage palette(byte[] shades, int transparent) {
    IndexColorModel colours =
        new IndexColorModel(2, shades.length, shades, shades, shades, transparent);
    BufferedImage image =
        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, colours);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, i % shades.length);
    }
    return image;
  }

  /** Empty where Java does not write such pixels in this format. */
  private static byte[] written(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      return ImageIO.write(image, format, out) ? out.toByteArray() : new byte[0];
    } catch (IOException e) { // which says so of some only when it is to write them
      return new byte[0];
    }
  }

  /** The same file, saying how it must be turned. */
  private static byte[] turned(byte[] file, String format, int tag, BufferedImage image)
      throws IOException {
    ByteBuffer exif = ByteBuffer.allocate(26)
        .putInt(0x4D4D002A)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 274)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) tag);
    return switch (format) {
      case "jpg" -> inserted(file, 2, segment(exif.array()));
      case "png" -> inserted(file, 33, chunk(exif.array())); // behind the header
      default -> tiff(image, tag);
    };
  }

  private static byte[] segment(byte[] exif) {
    return ByteBuffer.allocate(10 + exif.length)
        .putShort((short) 0xFFE1)
        .putShort((short) (8 + exif.length))
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .put(exif)
        .array();
  }

  private static byte[] chunk(byte[] exif) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length)
        .putInt(exif.length)
        .put("eXIf".getBytes(StandardCharsets.US_ASCII))
        .put(exif);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + exif.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  private static byte[] inserted(byte[] file, int at, byte[] more) {
    return ByteBuffer.allocate(file.length + more.length)
        .put(Arrays.copyOf(file, at))
        .put(more)
        .put(file, at, file.length - at)
        .array();
  }

  private static byte[] tiff(BufferedImage image, int tag) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    TIFFDirectory directory = TIFFDirectory.createFromMetadata(writer.getDefaultImageMetadata(
        ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam()));
    directory.addTIFFField(new TIFFField(
        BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ORIENTATION), tag));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, directory.getAsMetadata()), null);
    }
    writer.dispose();
    return out.toByteArray();
  }
}
