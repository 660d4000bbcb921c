package org.ockham.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.ImageOutputStream;

/** Image files made for tests, with what Java's writers do not put into them. */
final class ImageBytes {

  private static final int AFTER_JPEG_START = 2;
  private static final int AFTER_PNG_HEADER = 8 + 25;

  private ImageBytes() {}

  static byte[] of(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("no writer for " + format);
    }
    return out.toByteArray();
  }

  /** An image that no packing shortens much. */
  static byte[] noise(String format, int width, int height) throws IOException {
    int type = switch (format) {
      case "wbmp" -> BufferedImage.TYPE_BYTE_BINARY;
      case "gif" -> BufferedImage.TYPE_BYTE_INDEXED;
      default -> BufferedImage.TYPE_INT_RGB;
    };
    BufferedImage image = new BufferedImage(width, height, type);
    SplittableRandom random = new SplittableRandom(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return of(image, format);
  }

  /** The same file, saying how it must be turned. */
  static byte[] withOrientation(byte[] file, String format, int tag) throws IOException {
    return switch (format) {
      case "jpg" -> inserted(file, AFTER_JPEG_START, segment(exif(tag)));
      case "png" -> inserted(file, AFTER_PNG_HEADER, chunk("eXIf", exif(tag)));
      case "tif" -> tiff(file, tag);
      default -> throw new IllegalArgumentException(format);
    };
  }

  /** A TIFF directory of one entry, big-endian. */
  private static byte[] exif(int orientation) {
    return ByteBuffer.allocate(26)
        .put("MM".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 274)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  private static byte[] segment(byte[] exif) {
    return ByteBuffer.allocate(10 + exif.length)
        .putShort((short) 0xFFE1)
        .putShort((short) (8 + exif.length))
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .put(exif)
        .array();
  }

  private static byte[] chunk(String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] inserted(byte[] file, int at, byte[] more) {
    return ByteBuffer.allocate(file.length + more.length)
        .put(file, 0, at)
        .put(more)
        .put(file, at, file.length - at)
        .array();
  }

  private static byte[] tiff(byte[] file, int tag) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    IIOMetadata metadata = writer.getDefaultImageMetadata(
        ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
    TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
    directory.addTIFFField(new TIFFField(
        BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ORIENTATION), tag));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(
          null,
          new IIOImage(image, null, directory.getAsMetadata()),
          writer.getDefaultWriteParam());
    }
    writer.dispose();
    return out.toByteArray();
  }

  /** A JPEG of four components. */
  static byte[] cmyk() throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(0, 16, 16, 4, null);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), null);
    }
    writer.dispose();
    return out.toByteArray();
  }

  /** A PNG that announces so many pixels and has none. */
  static byte[] pngHeader(int width, int height, int bits, int colourType) throws IOException {
    byte[] start = Arrays.copyOf(noise("png", 1, 1), 8);
    byte[] header = ByteBuffer.allocate(13)
        .putInt(width)
        .putInt(height)
        .put((byte) bits)
        .put((byte) colourType)
        .array();
    byte[] file = inserted(start, 8, chunk("IHDR", header));
    file = inserted(file, file.length, chunk("IDAT", new byte[0]));
    return inserted(file, file.length, chunk("IEND", new byte[0]));
  }

  /** A damaged PNG with all its checksums right again, so that its decoder has to bear the damage. */
  static byte[] resigned(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png.clone());
    for (int at = 8; at + 12 <= png.length; ) {
      int length = bytes.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(bytes.array(), at + 4, 4 + length);
      bytes.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return bytes.array();
  }

  /** Four pixels by two, red 60 x, green 200 y, blue 100, without loss (by libwebp, as those below). */
  static byte[] webp() {
    return Base64.getDecoder()
        .decode("UklGRjAAAABXRUJQVlA4TCQAAAAvA0AAAD8gFkyGlf8V4vAM2fwHDwkyJEAgQMZaHJhyIKL/4QQ=");
  }

  /** 16 pixels by 16, red 16 x, green 16 y, blue 128, with loss. */
  static byte[] lossyWebp() {
    return Base64.getDecoder()
        .decode(
            "UklGRmIAAABXRUJQVlA4IFYAAADQAgCdASoQABAAAMASJbACdHMBcoG8AK8AE3ctuVroAP7/q8z9fEFO4Fl3g6pYiGg8DwW7//ZdYx/kLrtN2B90XBe/ygXf/5caUC7//NvygS6V82AAAA==");
  }

  /** Two pixels of red 10, green 20, blue 30, the second of them transparent. */
  static byte[] clearWebp() {
    return Base64.getDecoder().decode("UklGRh4AAABXRUJQVlA4TBIAAAAvAQAAEA8wFKMwHvMfh8iI/gc=");
  }

  /** The first of them, to be turned by a quarter (EXIF orientation 6). */
  static byte[] turnedWebp() {
    return Base64.getDecoder()
        .decode(
            "UklGRmQAAABXRUJQVlA4WAoAAAAIAAAAAwAAAQAAVlA4TCQAAAAvA0AAAD8gFkyGlf8V4vAM2fwHDwkyJEAgQMZaHJhyIKL/4QRFWElGGgAAAE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAA");
  }
}
