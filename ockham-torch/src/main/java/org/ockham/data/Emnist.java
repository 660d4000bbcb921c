package org.ockham.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.ockham.file.Checksum;

/**
 * EMNIST: handwritten digits and letters of the NIST Special Database 19, 28x28 grey, in six splits. The files hold the images
 * mirrored at their diagonal; here they are upright. The files lie in one zip archive, {@code gzip.zip}, which all splits share and
 * which is read in memory, or unpacked in a directory.
 *
 * @see <a href="https://arxiv.org/abs/1702.05373">Cohen, Afshar, Tapson, van Schaik: EMNIST (2017)</a>
 */
public final class Emnist {

  /** Which characters, and how many of them. */
  public enum Split {
    /** Digits and letters, as many of each of 47 classes: letters that look alike in both cases are one class. */
    BALANCED(47, 112_800, 18_800),
    /** Digits and letters, 62 classes, as frequent as they are written. */
    BYCLASS(62, 697_932, 116_323),
    /** Digits and letters, 47 classes, as frequent as they are written. */
    BYMERGE(47, 697_932, 116_323),
    /** Digits, as many of each. */
    DIGITS(10, 240_000, 40_000),
    /** Letters, both cases in one class. */
    LETTERS(26, 124_800, 20_800),
    /** Digits, as many as MNIST has. */
    MNIST(10, 60_000, 10_000);

    private final int classes;
    private final int trainSize;
    private final int testSize;

    Split(int classes, int trainSize, int testSize) {
      this.classes = classes;
      this.trainSize = trainSize;
      this.testSize = testSize;
    }

    /** The names of the classes, in the order of the labels: {@code 0} to {@code 9}, {@code A} to {@code Z}, {@code a} to {@code z}. */
    public Targets.Classes classes() {
      String all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
      String names = switch (this) {
        case LETTERS -> "abcdefghijklmnopqrstuvwxyz";
        case BALANCED, BYMERGE -> all.substring(0, 36) + "abdefghnqrt";
        default -> all.substring(0, classes);
      };
      return Targets.classes(names.split(""));
    }

    /** How many training images it has. */
    public int trainSize() {
      return trainSize;
    }

    /** How many test images it has. */
    public int testSize() {
      return testSize;
    }

    /** The word for it: {@code letters}. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The file's labels of letters begin at 1. */
    private int firstLabel() {
      return this == LETTERS ? 1 : 0;
    }
  }

  static final long ARCHIVE_BYTES = 561_753_746;

  private static final String SHA256 =
      "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e";
  private static final List<URI> MIRRORS = List.of(
      URI.create("https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip"),
      URI.create("https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/gzip.zip"));
  private static final int SIDE = 28;

  /** What all that is read from the archive may come to. */
  private static final long MOST = 2L << 30;

  private Emnist() {}

  /**
   * A whole split, fetched if the source is a cache that does not have it. What is fetched is checked against the published
   * checksum of the archive; files of your own are checked by their sizes and labels.
   *
   * @throws DataException if the files are absent and cannot be fetched, or are not EMNIST's
   */
  public static ImageSet from(Source source, Split split) {
    Map<String, Idx> files = file(split).read(source, place -> read(place, split));
    ImageDataset train = images(split, "train", files);
    ImageDataset test = images(split, "test", files);
    return new ImageSet(
        "emnist-" + split.word(), train.size(), train::first, test.size(), test::first);
  }

  static boolean present(Source source, Split split) {
    return file(split).present(source, members(split)::present);
  }

  private static PublishedFile file(Split split) {
    String first = members(split).names().get(0);
    return new PublishedFile(
        new Source.Published(
            "emnist", "gzip.zip", MIRRORS, Checksum.ofFile(SHA256, ARCHIVE_BYTES), ARCHIVE_BYTES),
        "EMNIST/raw",
        List.of("gzip.zip", first, first + ".gz", "gzip/" + first, "gzip/" + first + ".gz"));
  }

  private static Members members(Split split) {
    return new Members(Stream.of("train", "test")
        .flatMap(part -> Stream.of(images(split, part), labels(split, part)))
        .toList());
  }

  private static String images(Split split, String part) {
    return "emnist-" + split.word() + "-" + part + "-images-idx3-ubyte";
  }

  private static String labels(Split split, String part) {
    return "emnist-" + split.word() + "-" + part + "-labels-idx1-ubyte";
  }

  private static Map<String, Idx> read(Path place, Split split) throws DamagedFile {
    Map<String, Idx> files = new HashMap<>();
    members(split).read(place, MOST, (name, where, in, size) -> {
      int count = name.contains("-train-") ? split.trainSize : split.testSize;
      files.put(name, idx(where, in, size, name.contains("-images-"), count));
    });
    return files;
  }

  private static Idx idx(String where, InputStream in, long size, boolean images, int count)
      throws IOException {
    long bytes = images ? 16 + (long) count * SIDE * SIDE : 8 + (long) count;
    return Idx.read(where, in, size, bytes, null);
  }

  private static ImageDataset images(Split split, String part, Map<String, Idx> files) {
    Idx images = Objects.requireNonNull(files.get(images(split, part)));
    Idx labels = Objects.requireNonNull(files.get(labels(split, part)));
    images.transpose();
    return Idx.dataset(images, labels, split.classes(), split.firstLabel());
  }
}
