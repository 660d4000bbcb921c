package org.ockham.data;

import java.net.URI;
import java.util.List;

/**
 * Kuzushiji-MNIST: 70,000 cursive Japanese characters, 28x28 grey, 60,000 for training and 10,000 for the test, ten classes; made to
 * take MNIST's place where that is too easy.
 *
 * @see <a href="https://arxiv.org/abs/1812.01718">Clanuwat et al.: Deep learning for classical Japanese literature (2018)</a>
 */
public final class Kmnist {
  static final IdxSet SET = new IdxSet(
      "kmnist",
      "KMNIST/raw",
      Targets.classes("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
      List.of(
          URI.create("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
          URI.create("http://codh.rois.ac.jp/kmnist/dataset/kmnist/")),
      new IdxSet.Pair(
          60_000,
          IdxSet.File.zipped(
              "train-images-idx3-ubyte",
              "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
              18_165_135,
              47_040_016),
          IdxSet.File.zipped(
              "train-labels-idx1-ubyte",
              "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
              29_497,
              60_008)),
      new IdxSet.Pair(
          10_000,
          IdxSet.File.zipped(
              "t10k-images-idx3-ubyte",
              "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
              3_041_136,
              7_840_016),
          IdxSet.File.zipped(
              "t10k-labels-idx1-ubyte",
              "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
              5_120,
              10_008)));

  private Kmnist() {}

  /**
   * The whole set, fetched if the source is a cache that does not have it. What is fetched is checked against its published
   * checksums, which are of the gzipped files; files of your own are checked by their sizes and labels.
   *
   * @throws DataException if a file is absent and cannot be fetched, or is not Kuzushiji-MNIST's
   */
  public static ImageSet from(Source source) {
    return SET.from(source);
  }
}
