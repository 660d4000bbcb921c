package org.ockham.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * CIFAR-10: 60,000 colour photographs of things and animals, 32x32, 50,000 for training and 10,000 for the test, ten classes. Of
 * its three forms the binary one is read, straight from {@code cifar-10-binary.tar.gz}, or from {@code cifar-10-batches-bin} where
 * somebody unpacked it.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">Krizhevsky: Learning multiple layers of features from tiny images
 *     (2009)</a>
 */
public final class Cifar10 {
  private static final CifarFormat FORMAT = new CifarFormat(
      List.of(Targets.classes(
          "airplane",
          "automobile",
          "bird",
          "cat",
          "deer",
          "dog",
          "frog",
          "horse",
          "ship",
          "truck")),
      0);

  static final CifarSet SET = new CifarSet(
      "cifar10",
      "cifar-10",
      "cifar-10-binary.tar.gz",
      170_052_171,
      "cifar-10-batches-bin",
      List.of(
          URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
          URI.create(
              "https://mirror.tensorflow.org/www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz")),
      FORMAT,
      List.of(
          batch(
              "data_batch_1.bin",
              "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
          batch(
              "data_batch_2.bin",
              "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
          batch(
              "data_batch_3.bin",
              "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
          batch(
              "data_batch_4.bin",
              "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
          batch(
              "data_batch_5.bin",
              "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add")),
      List.of(batch(
          "test_batch.bin", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")));

  private Cifar10() {}

  private static CifarSet.Batch batch(String name, String sha256) {
    return new CifarSet.Batch(name, 10_000, sha256);
  }

  /**
   * The whole set, fetched if the source is a cache that does not have it, and checked against its published checksums.
   *
   * @throws DataException if it is absent and cannot be fetched, or is not CIFAR-10
   */
  public static ImageSet from(Source source) {
    return SET.from(source);
  }

  /**
   * One binary file of CIFAR-10's form with any number of records of 3,073 bytes.
   *
   * @throws DataException if the file is absent, ends inside a record or has a label above 9
   */
  public static ImageDataset read(Path file) {
    return FORMAT.read(file);
  }
}
