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
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;
import org.ockham.file.Gzip;
import org.ockham.file.InputFile;
import org.ockham.file.Sha256;

/**
 * A file of MNIST's IDX format, an array of any number of dimensions in memory: a magic number {@code 0, 0, type, dimensions}, the
 * size of each dimension as a big-endian INT32, then the values, big-endian too. Whether the file is gzipped is told by its
 * content.
 *
 * <p>Nothing in a header is believed: memory is taken as bytes arrive, and what is missing or left over is refused.
 *
 * @see <a href="https://yann.lecun.org/exdb/mnist/">The MNIST database: the IDX file format</a>
 */
public final class Idx {

  /** What the values are. */
  public enum Type {
    /** Unsigned bytes, 0 to 255. */
    UINT8(0x08, 1),
    /** Signed bytes, -128 to 127. */
    INT8(0x09, 1),
    /** Signed numbers of two bytes. */
    INT16(0x0B, 2),
    /** Signed numbers of four bytes. */
    INT32(0x0C, 4),
    /** IEEE 754 numbers of four bytes. */
    FLOAT32(0x0D, 4),
    /** IEEE 754 numbers of eight bytes. */
    FLOAT64(0x0E, 8);

    private final int code;
    private final int bytes;

    Type(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }
  }

  private static final int ANY = 0;
  private static final int LABELS = 0x0801;
  private static final int IMAGES = 0x0803;

  /** No deflate stream holds more than 1032 times its own length (zlib's technical details). */
  private static final long DEFLATE_RATIO = 1032;

  private final Object file;
  private final Type type;
  private final int[] shape;
  private final byte[] bytes;

  private Idx(Object file, Type type, int[] shape, byte[] bytes) {
    this.file = file;
    this.type = type;
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
    return dataset(images, labels, classes, 0);
  }

  /** Grey images with their labels, both read; the first class has this label in the file. */
  static ImageDataset dataset(Idx images, Idx labels, Targets.Classes classes, int firstLabel) {
    checkCounts(images.file, images.shape[0], labels.file, labels.shape[0]);
    int[] numbers = new int[labels.bytes.length];
    for (int i = 0; i < numbers.length; i++) {
      int label = labels.bytes[i] & 0xFF;
      numbers[i] = label - firstLabel;
      if (numbers[i] < 0 || numbers[i] >= classes.count()) {
        throw new DataException(labels.file + " has the label " + label + " at place " + i
            + ", but the labels are " + firstLabel + " to " + (firstLabel + classes.count() - 1)
            + ".");
      }
    }
    return ImageDataset.of(1, images.shape[1], images.shape[2], images.bytes, numbers, classes);
  }

  private static void checkCounts(Object images, int pictures, Object labels, int answers) {
    if (pictures != answers) {
      throw new DataException(images + " has " + pictures + " images, but " + labels + " has "
          + answers + " labels: they must be as many.");
    }
  }

  /**
   * Any IDX file.
   *
   * @throws DataException if the file is absent or damaged
   */
  public static Idx read(Path file) {
    return read(file, ANY);
  }

  /** What the values are in the file. */
  public Type type() {
    return type;
  }

  /** The size of each dimension. */
  public int[] shape() {
    return shape.clone();
  }

  /**
   * Values of one byte, the last dimension varying fastest, signed or not as the {@link #type} says. Not a copy.
   *
   * @throws DataException if values are longer
   */
  public byte[] bytes() {
    require(type.bytes == 1, "bytes");
    return bytes;
  }

  /**
   * Whole numbers, the last dimension varying fastest.
   *
   * @throws DataException if values are real numbers
   */
  public int[] ints() {
    require(type != Type.FLOAT32 && type != Type.FLOAT64, "ints");
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int[] ints = new int[bytes.length / type.bytes];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) value(buffer, i);
    }
    return ints;
  }

  /**
   * Values as floats, exactly, the last dimension varying fastest.
   *
   * @throws DataException if values are INT32 or FLOAT64, which floats do not hold exactly
   */
  public float[] floats() {
    require(type != Type.INT32 && type != Type.FLOAT64, "floats");
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    float[] floats = new float[bytes.length / type.bytes];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) value(buffer, i);
    }
    return floats;
  }

  /** Values of any type as doubles, exactly, the last dimension varying fastest. */
  public double[] doubles() {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    double[] doubles = new double[bytes.length / type.bytes];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = value(buffer, i);
    }
    return doubles;
  }

  private double value(ByteBuffer buffer, int i) {
    return switch (type) {
      case UINT8 -> bytes[i] & 0xFF;
      case INT8 -> bytes[i];
      case INT16 -> buffer.getShort(2 * i);
      case INT32 -> buffer.getInt(4 * i);
      case FLOAT32 -> buffer.getFloat(4 * i);
      case FLOAT64 -> buffer.getDouble(8 * i);
    };
  }

  private void require(boolean exact, String wanted) {
    if (!exact) {
      throw new DataException(file + " holds " + type + " values, which " + wanted
          + " do not hold exactly: ask for doubles.");
    }
  }

  /** Mirrors each image at its diagonal. */
  void transpose() {
    int side = shape[1];
    for (int at = 0; at < bytes.length; at += side * side) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < y; x++) {
          byte above = bytes[at + x * side + y];
          bytes[at + x * side + y] = bytes[at + y * side + x];
          bytes[at + y * side + x] = above;
        }
      }
    }
  }

  private static Idx read(Path file, int magic) {
    return refusing(file, () -> opened(file, reader -> reader.values(reader.shape(magic))));
  }

  private static int[] header(Path file, int magic) {
    return refusing(file, () -> opened(file, reader -> reader.shape(magic)));
  }

  /**
   * A file of unsigned bytes of known length.
   *
   * @param bytes how long the content is
   * @param sha256 of the content, if it is known
   * @throws DamagedFile if it is another
   */
  static Idx read(Path file, long bytes, @Nullable String sha256) throws DamagedFile {
    return opened(file, reader -> reader.expected(bytes, sha256));
  }

  /**
   * The same from a stream, which is unzipped if it is zipped.
   *
   * @param place the file, in words for a message
   * @param stored how long the stream is
   */
  static Idx read(String place, InputStream in, long stored, long bytes, @Nullable String sha256)
      throws IOException {
    return opened(place, new BufferedInputStream(in, 1 << 16), stored).expected(bytes, sha256);
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
          : e.refusal("give a whole IDX file");
    }
  }

  private interface Content<T> {
    T of(Reader reader) throws IOException;
  }

  private static <T> T opened(Path file, Content<T> content) throws DamagedFile {
    try {
      InputFile.check(file);
      try (InputStream stored = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        return content.of(opened(file, stored, Files.size(file)));
      }
    } catch (DamagedFile e) {
      throw e;
    } catch (EOFException e) {
      throw new DamagedFile(file, "is cut off inside its gzip stream", e);
    } catch (IOException e) {
      throw new DamagedFile(file, "cannot be read: " + FileProblem.reason(e), e);
    }
  }

  private static Reader opened(Object place, InputStream stored, long length) throws IOException {
    InputStream plain = Gzip.begins(stored) ? Gzip.open(stored) : stored;
    return new Reader(place, new DigestInputStream(plain, Sha256.start()), length);
  }

  private static long count(int[] shape) {
    long count = 1;
    for (int size : shape) {
      count *= size;
    }
    return count;
  }

  /** Reads one file from its beginning; {@code stored} is its length as it lies there. */
  private static final class Reader {
    private final Object file;
    private final DigestInputStream in;
    private final long stored;
    private Type type = Type.UINT8;

    Reader(Object file, DigestInputStream in, long stored) {
      this.file = file;
      this.in = in;
      this.stored = stored;
    }

    Idx expected(long bytes, @Nullable String sha256) throws IOException {
      int[] shape = shape(ANY);
      long announced = 4 + 4L * shape.length + count(shape) * type.bytes;
      if (announced != bytes) {
        throw damaged("says that it holds " + announced + " bytes, but " + bytes
            + " are expected, so it is damaged or of another data set");
      }
      Idx idx = values(shape);
      String seen = Sha256.hex(in.getMessageDigest());
      if (sha256 != null && !seen.equals(sha256)) {
        throw damaged("has the content's SHA-256 " + seen + ", but " + sha256
            + " is expected, so it is damaged or of another data set");
      }
      return idx;
    }

    /** The header, checked. */
    int[] shape(int magic) throws IOException {
      int seen = number();
      if (magic != ANY && seen >>> 8 != 0x08) {
        throw damaged(String.format(
            "begins with 0x%08x, but an IDX file of unsigned bytes begins with 0x000008 and its dimensions",
            seen));
      }
      type = Arrays.stream(Type.values())
          .filter(known -> seen >>> 8 == known.code && (seen & 0xFF) != 0)
          .findFirst()
          .orElseThrow(() -> damaged(String.format(
              "begins with 0x%08x, but an IDX file begins with 0x0000, its type (08, 09, 0b, 0c, 0d or 0e) and its dimensions",
              seen)));
      if (magic != ANY && seen != magic) {
        throw damaged("begins with the magic number " + seen + kind(seen) + ", but " + magic
            + kind(magic) + " is expected, so images and labels may have changed places");
      }
      int[] shape = new int[seen & 0xFF];
      long count = type.bytes;
      for (int i = 0; i < shape.length; i++) {
        shape[i] = number();
        if (shape[i] < 1 || count > Integer.MAX_VALUE / shape[i]) {
          throw damaged("says that dimension " + (i + 1) + " of " + shape.length + " has the size "
              + (shape[i] & 0xFFFFFFFFL)
              + ", but sizes must be at least 1 and all of it below 2^31 bytes");
        }
        count *= shape[i];
      }
      return shape;
    }

    /** What follows the header, to the end. */
    Idx values(int[] shape) throws IOException {
      long count = count(shape);
      long atMost = stored * DEFLATE_RATIO / type.bytes;
      if (count > atMost) {
        throw damaged("says that it holds " + count + " values " + words(shape)
            + ", but it is too short for more than " + atMost);
      }
      int length = (int) count * type.bytes;
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw damaged("ends after " + bytes.length / type.bytes + " values, but its header says "
            + count + " " + words(shape));
      }
      if (in.read() >= 0) {
        throw damaged(
            "goes on after the " + count + " values " + words(shape) + " that its header says");
      }
      return new Idx(file, type, shape, bytes);
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
