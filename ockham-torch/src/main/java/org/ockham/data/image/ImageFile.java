package org.ockham.data.image;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.imaging.riff.RiffProcessingException;
import com.drew.imaging.webp.WebpMetadataReader;
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
import org.ockham.data.DataException;
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;
import org.ockham.file.InputFile;

/**
 * Decodes image files: PNG, JPEG, WebP, BMP, GIF and TIFF. Neither they nor the decoders are trusted: a warning of damage refuses a
 * file, what its header announces is bounded before anything is unpacked, and whatever a decoder throws ends as a sentence.
 */
public final class ImageFile {

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
  private static final int RIFF_LENGTH_AT = 4;

  private final Path file;
  private @Nullable String damage;

  private ImageFile(Path file) {
    this.file = file;
  }

  /**
   * Decodes the first image of a file, turned as its EXIF orientation says. Grey and palette images, those with transparency and
   * those of 16 bits are read as the values that they show: transparency over white, 16 bits as the nearest of 8.
   *
   * @param channels 1 for grey (luma of ITU-R BT.601), 3 for red, green and blue
   * @throws DataException if the file is absent, not an image, damaged, a huge one, or a JPEG of CMYK colours
   */
  public static DecodedImage read(Path file, int channels) {
    checkChannels(channels);
    ImageFile image = new ImageFile(file);
    try {
      if (Files.isDirectory(file)) {
        throw new DataException(file + ": is a directory, not an image: give image files.");
      }
      InputFile.check(file);
      try (ImageInputStream in = new Input(file)) {
        return image.decode(in, channels);
      }
    } catch (DataException e) {
      throw e;
    } catch (FileSystemException e) {
      throw new DataException(file + ": cannot be read: " + FileProblem.reason(e) + ".", e);
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

  static void checkChannels(int channels) {
    if (channels != 1 && channels != 3) {
      throw new DataException(
          "An image of " + channels + " channels was asked for: ask for 1 (grey) or 3 (colour).");
    }
  }

  /** Whether {@link #read} failed because of what the file holds: not so if it could not be read, or memory ran out. */
  static boolean isDamage(DataException failure) {
    return !(failure.getCause() instanceof FileSystemException
        || failure.getCause() instanceof OutOfMemoryError);
  }

  private DecodedImage decode(ImageInputStream in, int channels) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new DataException(
          file + ": is not an image that can be read: give a PNG or JPEG file.");
    }
    ImageReader reader = readers.next();
    try {
      String format = reader.getFormatName().toLowerCase(Locale.ROOT);
      Orientation orientation = switch (format) {
        case "png" -> png(in);
        case "jpeg" -> jpeg();
        case "webp" -> webp(in);
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
      return DecodedImage.of(image, orientation, channels);
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
      throw new DataException(String.format(
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
        throw new DataException(file + ": is a CMYK JPEG, which is not read: save it as RGB.");
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

  /** Checks the length, which the decoder does not, and looks for EXIF data. */
  private Orientation webp(ImageInputStream in) throws IOException {
    in.seek(RIFF_LENGTH_AT);
    if ((Integer.reverseBytes(in.readInt()) & 0xFFFFFFFFL) > in.length() - RIFF_LENGTH_AT - 4) {
      throw new EOFException();
    }
    try {
      return orientation(WebpMetadataReader.readMetadata(file.toFile()));
    } catch (RiffProcessingException e) {
      throw new IIOException(e.getMessage(), e);
    }
  }

  private static Orientation exif(byte[] bytes, int from) {
    Metadata metadata = new Metadata();
    new ExifReader().extract(new ByteArrayReader(bytes), metadata, from);
    return orientation(metadata);
  }

  private static Orientation orientation(Metadata metadata) {
    ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer tag = directory == null ? null : directory.getInteger(TAG_ORIENTATION);
    return tag == null ? Orientation.UPRIGHT : Orientation.of(tag);
  }

  private static Orientation tiff(ImageReader reader) throws IOException {
    TIFFField field =
        TIFFDirectory.createFromMetadata(reader.getImageMetadata(0)).getTIFFField(TAG_ORIENTATION);
    return field == null ? Orientation.UPRIGHT : Orientation.of(field.getAsInt(0));
  }

  private DataException broken(String reason, @Nullable Throwable cause) {
    return new DataException(
        file + ": is not a whole image (" + reason + "): give another PNG or JPEG file.", cause);
  }

  /**
   * A file that ends. The decoder of WebP takes zeros for what is missing, and would go on with them for all the pixels that a header
   * announces: a few bytes ahead of its needs it may ask for, no more.
   */
  private static final class Input extends FileImageInputStream {
    private static final int AHEAD = 64;
    private int missing;

    Input(Path file) throws IOException {
      super(file.toFile());
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value < 0 && ++missing > AHEAD) {
        throw new IOException("it ends too early");
      }
      return value;
    }
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
