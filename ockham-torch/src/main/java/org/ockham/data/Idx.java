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
import org.jspecify.annotations.Nullable;

/**
 * A file of MNIST's IDX format: a magic number {@code 0, 0, type, dimensions}, the size of each dimension as a big-endian
 * INT32, then the values. Only unsigned bytes (type 8) are read. Whether the file is gzipped is told by its content.
 *
 * <p>Nothing in a header is believed: memory is taken as bytes arrive, and what is missing or left over is refused.
 *
 * @see <a href="https://yann.lecun.org/exdb/mnist/">The MNIST database: the IDX file format</a>
 */
public final class Idx {
  private static final int LABELS = 0x0801;
  private static final int IMAGES = 0x0803;

  /** No deflate stream holds more than 1032 times its own length (zlib's technical details). */
  private static final long DEFLATE_RATIO = 1032;

  private final int[] shape;
  private final byte[] bytes;

  private Idx(int[] shape, byte[] bytes) {
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
    return dataset(images, null, labels, null, classes);
  }

  static ImageDataset dataset(
      Path images,
      @Nullable String imagesSha,
      Path labels,
      @Nullable String labelsSha,
      Targets.Classes classes) {
    Idx pictures = read(images, IMAGES, imagesSha);
    Idx answers = read(labels, LABELS, labelsSha);
    if (pictures.shape[0] != answers.shape[0]) {
      throw new DataException(images + " has " + pictures.shape[0] + " images, but " + labels
          + " has " + answers.shape[0] + " labels: they must be as many.");
    }
    int[] numbers = new int[answers.bytes.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = answers.bytes[i] & 0xFF;
      if (numbers[i] >= classes.count()) {
        throw new DataException(labels + " has the label " + numbers[i] + " at place " + i
            + ", but the labels are 0 to " + (classes.count() - 1) + ".");
      }
    }
    return ImageDataset.of(
        1, pictures.shape[1], pictures.shape[2], pictures.bytes, numbers, classes);
  }

  /**
   * Any IDX file of unsigned bytes.
   *
   * @throws DataException if the file is absent, damaged or of another type
   */
  public static Idx read(Path file) {
    return read(file, 0, null);
  }

  /** The size of each dimension. */
  public int[] shape() {
    return shape.clone();
  }

  /** The values, the last dimension varying fastest. Not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  private static Idx read(Path file, int magic, @Nullable String sha256) {
    try (InputStream stored = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      boolean zipped = Gzip.begins(stored);
      long length = Files.size(file);
      DigestInputStream in =
          new DigestInputStream(zipped ? Gzip.open(stored) : stored, Sha256.start());
      Idx idx = parse(file, in, magic, zipped ? length * DEFLATE_RATIO : length);
      if (sha256 != null) {
        String seen = Sha256.hex(in.getMessageDigest());
        if (!seen.equals(sha256)) {
          throw new DataException(file + " has the content's SHA-256 " + seen + ", but " + sha256
              + " is expected: it is damaged or of another data set, so fetch it anew.");
        }
      }
      return idx;
    } catch (NoSuchFileException e) {
      throw new DataException(file + " does not exist: give the path of an IDX file.", e);
    } catch (EOFException e) {
      throw new DataException(file + " is cut off inside its gzip stream: fetch it anew.", e);
    } catch (IOException e) {
      throw new DataException(file + " cannot be read (" + e.getMessage() + "): fetch it anew.", e);
    }
  }

  private static Idx parse(Path file, InputStream in, int magic, long atMost) throws IOException {
    int seen = header(file, in);
    if (seen >>> 8 != 0x08 || (seen & 0xFF) == 0) {
      throw new DataException(String.format(
          "%s begins with 0x%08x, but an IDX file of unsigned bytes begins with 0x000008 and its dimensions.",
          file, seen));
    }
    if (magic != 0 && seen != magic) {
      throw new DataException(
          file + " begins with the magic number " + seen + kind(seen) + ", but " + magic
              + kind(magic) + " is expected: give the images and the labels each in their place.");
    }
    int[] shape = new int[seen & 0xFF];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = header(file, in);
      if (shape[i] < 1 || count > Integer.MAX_VALUE / shape[i]) {
        throw new DataException(file + " says that dimension " + (i + 1) + " of " + shape.length
            + " has the size " + (shape[i] & 0xFFFFFFFFL)
            + ", but sizes must be at least 1 and their product below 2^31.");
      }
      count *= shape[i];
    }
    if (count > atMost) {
      throw new DataException(
          file + " says that it holds " + count + " values " + Arrays.toString(shape)
              + ", but it is too short for more than " + atMost + ": fetch it anew.");
    }
    byte[] bytes = in.readNBytes((int) count);
    if (bytes.length < count) {
      throw new DataException(file + " ends after " + bytes.length + " values, but its header says "
          + count + " " + Arrays.toString(shape) + ": fetch it anew.");
    }
    if (in.read() >= 0) {
      throw new DataException(file + " goes on after the " + count + " values "
          + Arrays.toString(shape) + " that its header says: fetch it anew.");
    }
    return new Idx(shape, bytes);
  }

  private static int header(Path file, InputStream in) throws IOException {
    byte[] four = in.readNBytes(4);
    if (four.length < 4) {
      throw new DataException(file + " ends inside its header: fetch it anew.");
    }
    return ByteBuffer.wrap(four).getInt();
  }

  private static String kind(int magic) {
    return magic == IMAGES ? " (images)" : magic == LABELS ? " (labels)" : "";
  }
}
