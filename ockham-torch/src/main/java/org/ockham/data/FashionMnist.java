package org.ockham.data;

import java.net.URI;
import java.util.List;

/**
 * Fashion-MNIST: 70,000 pictures of clothes, 28x28 grey, 60,000 for training and 10,000 for the test, ten classes; made to
 * take MNIST's place where that is too easy.
 *
 * @see <a href="https://arxiv.org/abs/1708.07747">Xiao, Rasul, Vollgraf: Fashion-MNIST (2017)</a>
 */
public final class FashionMnist {
  static final IdxSet SET = new IdxSet(
      "fashion-mnist",
      "FashionMNIST/raw",
      Targets.classes(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot"),
      List.of(
          URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
          URI.create(
              "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/")),
      new IdxSet.Pair(
          60_000,
          new IdxSet.File(
              "train-images-idx3-ubyte",
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
              47_040_016),
          new IdxSet.File(
              "train-labels-idx1-ubyte",
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
              60_008)),
      new IdxSet.Pair(
          10_000,
          new IdxSet.File(
              "t10k-images-idx3-ubyte",
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
              7_840_016),
          new IdxSet.File(
              "t10k-labels-idx1-ubyte",
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
              10_008)));

  private FashionMnist() {}

  /**
   * The whole set, fetched if the source is a cache that does not have it, and checked against its published checksums.
   *
   * @throws DataException if a file is absent and cannot be fetched, or is not Fashion-MNIST's
   */
  public static ImageSet from(Source source) {
    return SET.from(source);
  }
}
