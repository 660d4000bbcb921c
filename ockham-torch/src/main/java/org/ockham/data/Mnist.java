package org.ockham.data;

import java.net.URI;
import java.util.List;

/**
 * MNIST: 70,000 handwritten digits, 28x28 grey, 60,000 for training and 10,000 for the test, classes 0 to 9.
 *
 * @see <a href="https://yann.lecun.org/exdb/mnist/">LeCun, Cortes, Burges: The MNIST database</a>
 */
public final class Mnist {
  static final IdxSet SET = new IdxSet(
      "mnist",
      "MNIST/raw",
      Targets.classes(10),
      List.of(
          URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
          URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
      new IdxSet.Pair(
          60_000,
          new IdxSet.File(
              "train-images-idx3-ubyte",
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              47_040_016),
          new IdxSet.File(
              "train-labels-idx1-ubyte",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              60_008)),
      new IdxSet.Pair(
          10_000,
          new IdxSet.File(
              "t10k-images-idx3-ubyte",
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              7_840_016),
          new IdxSet.File(
              "t10k-labels-idx1-ubyte",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
              10_008)));

  private Mnist() {}

  /**
   * The whole set, fetched if the source is a cache that does not have it, and checked against its published checksums.
   *
   * @throws DataException if a file is absent and cannot be fetched, or is not MNIST's
   */
  public static ImageSet from(Source source) {
    return SET.from(source);
  }
}
