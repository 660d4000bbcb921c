package org.ockham.predict;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.ockham.predict.PredictException.Kind;

/** Decodes the content of image files. Neither it nor the decoders are trusted: what a header announces is bounded before it is unpacked. */
final class ImageContent {

  static final long MOST_PIXELS = 20_000_000;

  /** What JPEG and GIF can have: to fit an image takes memory for each side as well, of which pixels do not tell. */
  static final int LONGEST_SIDE = 65_535;

  /** Four channels of two bytes for each. */
  private static final long MOST_BITS = 64 * MOST_PIXELS;

  /** Warnings about colour profiles and the like, after which all pixels are there; all others tell of damage. */
  private static final Pattern HARMLESS =
      Pattern.compile("(?i).*(ICC|JFIF|Adobe|ignor|extraneous bytes before marker 0xd9).*");

  /** Those of Java. Of others that a plug-in reads it is not known here how they are to be turned. */
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "bmp", "gif", "tif", "wbmp");

  private static final int PNG_CHUNKS = 8;
  private static final int PNG_END = 0x49454E44;

  private ImageContent() {}

  static BufferedImage decoded(byte[] content) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new PredictException(
            Kind.INPUT,
            "the " + content.length
                + " bytes are no image that can be read: give the content of a PNG or JPEG file");
      }
      return decoded(readers.next(), in, content);
    } catch (PredictException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Decoders meet damage with whatever their arithmetic comes to.
      throw damaged(e);
    } catch (OutOfMemoryError e) {
      throw new PredictException(
          Kind.MACHINE,
          "the image asks for more memory than there is: make it smaller, or give Java more with -Xmx",
          e);
    }
  }

  private static BufferedImage decoded(ImageReader reader, ImageInputStream in, byte[] content)
      throws IOException {
    AtomicBoolean isDamaged = new AtomicBoolean();
    try {
      String format = reader.getFormatName().toLowerCase(Locale.ROOT);
      if (!FORMATS.contains(format)) {
        throw new PredictException(
            Kind.INPUT,
            "the image is a " + format.toUpperCase(Locale.ROOT)
                + " file, which is not read: give the content of a PNG or JPEG file");
      }
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener((source, warning) -> {
        if (!HARMLESS.matcher(warning).matches()) {
          isDamaged.set(true);
        }
      });
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MOST_PIXELS) {
        throw new PredictException(
            Kind.INPUT,
            "the image has " + pixels + " pixels, but at most " + MOST_PIXELS
                + " are read: make it smaller");
      }
      checkSides(reader.getWidth(0), reader.getHeight(0));
      if (format.equals("png")) {
        checkChunks(content);
      }
      checkMemory(pixels, reader);
      BufferedImage image = reader.read(0);
      if (isDamaged.get()) {
        throw damaged(null);
      } else if (format.equals("jpeg") && image.getColorModel().getNumComponents() == 4) {
        throw new PredictException(
            Kind.INPUT, "the image is a CMYK JPEG, which no two Javas read alike: save it as RGB");
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  static void checkSides(int width, int height) {
    if (Math.max(width, height) > LONGEST_SIDE) {
      throw new PredictException(
          Kind.INPUT,
          "the image has " + width + " columns and " + height + " rows, but at most " + LONGEST_SIDE
              + " of either are read: make it smaller");
    }
  }

  /** A TIFF file of some hundred bytes can announce a hundred channels of each pixel, and tiles that are larger than the image. */
  private static void checkMemory(long pixels, ImageReader reader) throws IOException {
    @Nullable ImageTypeSpecifier type = reader.getRawImageType(0);
    long bits = type == null
        ? 0
        : IntStream.of(type.getSampleModel().getSampleSize()).asLongStream().sum();
    checkMemory("the image has", pixels, bits);
    if (reader.isImageTiled(0)) {
      checkMemory(
          "a tile of the image has",
          (long) reader.getTileWidth(0) * reader.getTileHeight(0),
          Math.max(1, bits));
    }
  }

  private static void checkMemory(String what, long pixels, long bits) {
    if (bits > 0 && pixels > MOST_BITS / bits) {
      throw new PredictException(
          Kind.INPUT,
          what + " " + pixels + " pixels of " + bits + " bits, but at most "
              + MOST_BITS / 8 / 1_000_000
              + " MB are unpacked: make it smaller, or save it as PNG or JPEG");
    }
  }

  /** Java's decoder looks neither at the checksums of a PNG file nor for its end. */
  private static void checkChunks(byte[] png) {
    ByteBuffer file = ByteBuffer.wrap(png);
    int type;
    int at = PNG_CHUNKS;
    do {
      int length = file.getInt(at);
      type = file.getInt(at + 4);
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, 4 + length);
      if ((int) crc.getValue() != file.getInt(at + 8 + length)) {
        throw damaged(null);
      }
      at += 12 + length;
    } while (type != PNG_END);
  }

  private static PredictException damaged(@Nullable Throwable cause) {
    return new PredictException(
        Kind.INPUT, "the image is damaged or ends too early: give a whole one", cause);
  }
}
