package org.ockham.lab;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;
import org.ockham.file.InputFile;

/**
 * Decodes image files with what Java brings, and trusts neither them nor it: a warning of damage refuses a file, and whatever a
 * decoder throws ends as a sentence.
 */
final class ImageFile {

  /** What is made of a decoded image. */
  @FunctionalInterface
  interface Use<T> {
    T of(BufferedImage image, Orientation orientation);
  }

  private static final long MOST_PIXELS = 100_000_000;

  /** What the pixels may take once they are unpacked. */
  private static final long MOST_BYTES = 400_000_000;

  /** Warnings about colour profiles and the like, after which all pixels are there; all others tell of damage. */
  private static final Pattern HARMLESS =
      Pattern.compile("(?i).*(ICC|JFIF|Adobe|ignor|extraneous bytes before marker 0xd9).*");

  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int TAG_ORIENTATION = ExifDirectoryBase.TAG_ORIENTATION;
  private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int PNG_EXIF = 0x65584966;
  private static final int PNG_END = 0x49454E44;

  private final Path file;
  private @Nullable String damage;

  private ImageFile(Path file) {
    this.file = file;
  }

  /**
   * Decodes the first image of a file and uses it.
   *
   * @throws LabException if that is not possible
   */
  static <T> T read(Path file, Use<T> use) {
    ImageFile image = new ImageFile(file);
    try {
      if (Files.isDirectory(file)) {
        throw new LabException(file + ": is a directory, not an image: give image files.");
      }
      InputFile.check(file);
      try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
        return image.decode(in, use);
      }
    } catch (LabException e) {
      throw e;
    } catch (FileSystemException e) {
      throw new LabException(
          LabException.Kind.BAD, file + ": cannot be read: " + FileProblem.reason(e) + ".", e);
    } catch (OutOfMemoryError e) {
      throw image.broken("it asks for more memory than there is", e);
    } catch (EOFException e) {
      throw image.broken("it ends too early", e);
    } catch (IOException | RuntimeException | VirtualMachineError e) {
      // Decoders meet damage with whatever their arithmetic comes to: all sorts of exceptions, and
      // endless recursion.
      throw image.broken(reason(e), e);
    }
  }

  private <T> T decode(ImageInputStream in, Use<T> use) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new LabException(file + ": is not an image that can be read: give a PNG or JPEG file.");
    }
    ImageReader reader = readers.next();
    try {
      String format = reader.getFormatName().toLowerCase(Locale.ROOT);
      Orientation orientation = switch (format) {
        case "png" -> png(in);
        case "jpeg" -> jpeg();
        default -> Orientation.UPRIGHT;
      };
      in.seek(0);
      reader.setInput(in, true, false);
      reader.addIIOReadWarningListener((source, warning) -> {
        if (!HARMLESS.matcher(warning).matches()) {
          damage = warning;
        }
      });
      checkSize(reader);
      BufferedImage image = reader.read(0);
      if (format.startsWith("tif")) {
        orientation = tiff(reader);
      }
      if (damage != null) {
        throw broken(Excerpt.ofMessage(damage), null);
      }
      return use.of(image, orientation);
    } finally {
      reader.dispose();
    }
  }

  private void checkSize(ImageReader reader) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    long bits = types.hasNext() ? bits(types.next()) : 24;
    long bytes = width * height * bits / 8;
    if (width * height > MOST_PIXELS || bytes > MOST_BYTES) {
      throw new LabException(String.format(
          Locale.ROOT,
          "%s: has %d x %d pixels of %d bits, but at most %d million and %d MB are read: make it smaller.",
          file,
          width,
          height,
          bits,
          MOST_PIXELS / 1_000_000,
          MOST_BYTES / 1_000_000));
    }
  }

  private static long bits(ImageTypeSpecifier type) {
    long bits = 0;
    for (int band = 0; band < type.getNumBands(); band++) {
      bits += type.getBitsPerBand(band);
    }
    return bits;
  }

  /** Checks every chunk, which Java's decoder does not, and looks for the one with EXIF data. */
  private Orientation png(ImageInputStream in) throws IOException {
    Orientation orientation = Orientation.UPRIGHT;
    byte[] block = new byte[1 << 16];
    in.seek(0);
    if (in.readLong() != PNG_SIGNATURE) {
      throw broken("its signature is damaged", null);
    }
    int type;
    do {
      long length = in.readUnsignedInt();
      if (length > in.length() - in.getStreamPosition() - 8) {
        throw new EOFException();
      }
      type = in.readInt();
      CRC32 crc = new CRC32();
      for (int shift = 24; shift >= 0; shift -= 8) {
        crc.update(type >>> shift & 0xFF);
      }
      if (type == PNG_EXIF && length <= block.length) {
        in.readFully(block, 0, (int) length);
        crc.update(block, 0, (int) length);
        orientation = exif(Arrays.copyOf(block, (int) length), 0);
      } else {
        for (long left = length; left > 0; ) {
          int n = in.read(block, 0, (int) Math.min(block.length, left));
          crc.update(block, 0, n);
          left -= n;
        }
      }
      if ((int) crc.getValue() != in.readInt()) {
        throw broken("a checksum in it is wrong", null);
      }
    } while (type != PNG_END);
    return orientation;
  }

  /** Looks for EXIF data, and refuses four colours: no two Javas read them alike. */
  private Orientation jpeg() throws IOException {
    JpegSegmentData segments;
    try {
      segments = JpegSegmentReader.readSegments(
          file.toFile(),
          List.of(
              JpegSegmentType.APP1,
              JpegSegmentType.SOF0,
              JpegSegmentType.SOF1,
              JpegSegmentType.SOF2));
    } catch (JpegProcessingException e) {
      throw new IIOException(e.getMessage(), e);
    }
    for (JpegSegmentType frame :
        List.of(JpegSegmentType.SOF0, JpegSegmentType.SOF1, JpegSegmentType.SOF2)) {
      byte[] header = segments.getSegment(frame);
      if (header != null && header.length > 5 && header[5] == 4) {
        throw new LabException(file + ": is a CMYK JPEG, which is not read: save it as RGB.");
      }
    }
    for (byte[] segment : segments.getSegments(JpegSegmentType.APP1)) {
      if (segment.length > EXIF.length
          && Arrays.equals(segment, 0, EXIF.length, EXIF, 0, EXIF.length)) {
        return exif(segment, EXIF.length);
      }
    }
    return Orientation.UPRIGHT;
  }

  private static Orientation exif(byte[] bytes, int from) {
    Metadata metadata = new Metadata();
    new ExifReader().extract(new ByteArrayReader(bytes), metadata, from);
    ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer tag = directory == null ? null : directory.getInteger(TAG_ORIENTATION);
    return tag == null ? Orientation.UPRIGHT : Orientation.of(tag);
  }

  private static Orientation tiff(ImageReader reader) throws IOException {
    TIFFField field =
        TIFFDirectory.createFromMetadata(reader.getImageMetadata(0)).getTIFFField(TAG_ORIENTATION);
    return field == null ? Orientation.UPRIGHT : Orientation.of(field.getAsInt(0));
  }

  private LabException broken(String reason, @Nullable Throwable cause) {
    return new LabException(
        LabException.Kind.BAD,
        file + ": is not a whole image (" + reason + "): give another PNG or JPEG file.",
        cause);
  }

  /** The innermost reason: decoders wrap it in "I/O error reading image". */
  private static String reason(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    if (inner instanceof EOFException) {
      return "it ends too early";
    }
    // What Java says of an array index or a null helps nobody.
    String words = inner instanceof IOException ? inner.getMessage() : null;
    return words == null ? "it is damaged" : Excerpt.ofMessage(words);
  }
}
