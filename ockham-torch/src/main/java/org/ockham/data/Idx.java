package org.ockham.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;
import org.ockham.file.Gzip;
import org.ockham.file.InputFile;
import org.ockham.file.Sha256;

/**
 * A file of MNIST's IDX format: a magic number {@code 0, 0, type, dimensions}, the size of each dimension as a big-endian
 * INT32, then the values. Only unsigned bytes (type 8) are read. Whether the file is gzipped is told by its content.
 *
 * <p>Nothing in a header is believed: memory is taken as bytes arrive, and what is missing or left over is refused.
 *
 * @see <a href="https://yann.lecun.org/exdb/mnist/">The MNIST database: the IDX file format</a>
 */
public final class Idx {
  private static final int ANY = 0;
  private static final int LABELS = 0x0801;
  private static final int IMAGES = 0x0803;

  /** No deflate stream holds more than 1032 times its own length (zlib's technical details). */
  private static final long DEFLATE_RATIO = 1032;

  private final Path file;
  private final int[] shape;
  private final byte[] bytes;

  private Idx(Path file, int[] shape, byte[] bytes) {
    this.file = file;
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * Grey images with their labels.
   *
   * @param images an IDX file of three dimensions: image, row, column
   * @param labels an IDX file of one dimension
   * @throws DataException if a file is absent, damaged or not what it should be, or the counts differ
   */
  public static ImageDataset dataset(Path images, Path labels, Targets.Classes classes) {
    // Both headers first: a file that announces far more than the other is not unpacked to say so.
    checkCounts(images, header(images, IMAGES)[0], labels, header(labels, LABELS)[0]);
    return dataset(read(images, IMAGES), read(labels, LABELS), classes);
  }

  /** Grey images with their labels, both read. */
  static ImageDataset dataset(Idx images, Idx labels, Targets.Classes classes) {
    checkCounts(images.file, images.shape[0], labels.file, labels.shape[0]);
    int[] numbers = new int[labels.bytes.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = labels.bytes[i] & 0xFF;
      if (numbers[i] >= classes.count()) {
        throw new DataException(labels.file + " has the label " + numbers[i] + " at place " + i
            + ", but the labels are 0 to " + (classes.count() - 1) + ".");
      }
    }
    return ImageDataset.of(1, images.shape[1], images.shape[2], images.bytes, numbers, classes);
  }

  private static void checkCounts(Path images, int pictures, Path labels, int answers) {
    if (pictures != answers) {
      throw new DataException(images + " has " + pictures + " images, but " + labels + " has "
          + answers + " labels: they must be as many.");
    }
  }

  /**
   * Any IDX file of unsigned bytes.
   *
   * @throws DataException if the file is absent, damaged or of another type
   */
  public static Idx read(Path file) {
    return read(file, ANY);
  }

  /** The size of each dimension. */
  public int[] shape() {
    return shape.clone();
  }

  /** The values, the last dimension varying fastest. Not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  private static Idx read(Path file, int magic) {
    return refusing(file, () -> opened(file, in -> new Reader(file, in, magic).all()));
  }

  private static int[] header(Path file, int magic) {
    return refusing(file, () -> opened(file, in -> new Reader(file, in, magic).shape()));
  }

  /**
   * A file whose content is known.
   *
   * @param bytes how long the content is
   * @param sha256 of the content
   * @throws DamagedFile if it is another
   */
  static Idx read(Path file, long bytes, String sha256) throws DamagedFile {
    return opened(file, in -> {
      Reader reader = new Reader(file, in, ANY);
      int[] shape = reader.shape();
      long announced = 4 + 4L * shape.length + count(shape);
      if (announced != bytes) {
        throw new DamagedFile(
            file,
            "says that it holds " + announced + " bytes, but " + bytes
                + " are expected, so it is damaged or of another data set",
            null);
      }
      Idx idx = reader.values(shape);
      String seen = Sha256.hex(in.getMessageDigest());
      if (!seen.equals(sha256)) {
        throw new DamagedFile(
            file,
            "has the content's SHA-256 " + seen + ", but " + sha256
                + " is expected, so it is damaged or of another data set",
            null);
      }
      return idx;
    });
  }

  private interface Reading<T> {
    T run() throws DamagedFile;
  }

  private static <T> T refusing(Path file, Reading<T> reading) {
    try {
      return reading.run();
    } catch (DamagedFile e) {
      throw e.getCause() instanceof NoSuchFileException
          ? new DataException(file + " does not exist: give the path of an IDX file.", e)
          : e.refusal("give a whole IDX file of unsigned bytes");
    }
  }

  private interface Content<T> {
    T of(DigestInputStream in) throws IOException;
  }

  private static <T> T opened(Path file, Content<T> content) throws DamagedFile {
    try {
      InputFile.check(file);
      try (InputStream stored = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        InputStream plain = Gzip.begins(stored) ? Gzip.open(stored) : stored;
        return content.of(new DigestInputStream(plain, Sha256.start()));
      }
    } catch (DamagedFile e) {
      throw e;
    } catch (EOFException e) {
      throw new DamagedFile(file, "is cut off inside its gzip stream", e);
    } catch (IOException e) {
      throw new DamagedFile(file, "cannot be read: " + FileProblem.reason(e), e);
    }
  }

  private static long count(int[] shape) {
    long count = 1;
    for (int size : shape) {
      count *= size;
    }
    return count;
  }

  private record Reader(Path file, InputStream in, int magic) {

    Idx all() throws IOException {
      return values(shape());
    }

    /** The header, checked. */
    int[] shape() throws IOException {
      int seen = number();
      if (seen >>> 8 != 0x08 || (seen & 0xFF) == 0) {
        throw damaged(String.format(
            "begins with 0x%08x, but an IDX file of unsigned bytes begins with 0x000008 and its dimensions",
            seen));
      }
      if (magic != ANY && seen != magic) {
        throw damaged("begins with the magic number " + seen + kind(seen) + ", but " + magic
            + kind(magic) + " is expected, so images and labels may have changed places");
      }
      int[] shape = new int[seen & 0xFF];
      long count = 1;
      for (int i = 0; i < shape.length; i++) {
        shape[i] = number();
        if (shape[i] < 1 || count > Integer.MAX_VALUE / shape[i]) {
          throw damaged("says that dimension " + (i + 1) + " of " + shape.length + " has the size "
              + (shape[i] & 0xFFFFFFFFL)
              + ", but sizes must be at least 1 and their product below 2^31");
        }
        count *= shape[i];
      }
      return shape;
    }

    /** What follows the header, to the end. */
    Idx values(int[] shape) throws IOException {
      int count = (int) count(shape);
      long atMost = Files.size(file) * DEFLATE_RATIO;
      if (count > atMost) {
        throw damaged("says that it holds " + count + " values " + words(shape)
            + ", but it is too short for more than " + atMost);
      }
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw damaged("ends after " + bytes.length + " values, but its header says " + count + " "
            + words(shape));
      }
      if (in.read() >= 0) {
        throw damaged(
            "goes on after the " + count + " values " + words(shape) + " that its header says");
      }
      return new Idx(file, shape, bytes);
    }

    private int number() throws IOException {
      byte[] four = in.readNBytes(4);
      if (four.length < 4) {
        throw damaged("ends inside its header");
      }
      return ByteBuffer.wrap(four).getInt();
    }

    private DamagedFile damaged(String problem) {
      return new DamagedFile(file, problem, null);
    }

    private static String words(int[] shape) {
      return Excerpt.of(Arrays.toString(shape));
    }

    private static String kind(int magic) {
      return magic == IMAGES ? " (images)" : magic == LABELS ? " (labels)" : "";
    }
  }
}
