package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.fetch.Cache;

class DatasetsTest {
  @TempDir
  Path directory;

  /** The data beside the checkout: {@code -Dockham.shared=DIR}, else {@code ../shared} of a directory above this one. */
  static Path shared() {
    String told = System.getProperty("ockham.shared", "");
    if (!told.isBlank()) {
      return Path.of(told, "data");
    }
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (Files.isDirectory(up.resolve("shared/data"))) {
        return up.resolve("shared/data");
      }
    }
    return Path.of("shared/data");
  }

  @Test
  void allAreListedByName() {
    assertThat(Datasets.list())
        .extracting(Datasets.Listing::name)
        .containsExactly(
            "glyphs",
            "mnist",
            "fashion-mnist",
            "kmnist",
            "emnist-balanced",
            "emnist-byclass",
            "emnist-bymerge",
            "emnist-digits",
            "emnist-letters",
            "emnist-mnist",
            "cifar10",
            "cifar100",
            "points-separable",
            "points-xor",
            "points-cubic",
            "points-moons",
            "houses",
            "house-labels",
            "california-housing",
            "wine-quality",
            "wine-quality-classes");
    Set<String> ofTheUser = Set.of("california-housing", "wine-quality", "wine-quality-classes");
    for (Datasets.Listing listing : Datasets.list()) {
      assertThat(Datasets.present(listing.name(), Cache.in(directory)))
          .as(listing.name())
          .isEqualTo(listing.downloadBytes() == 0 && !ofTheUser.contains(listing.name()));
      assertThat(listing.classes())
          .isEqualTo(
              listing.targets() instanceof Targets.Classes classes
                  ? classes.names().stream().distinct().count()
                  : 0);
    }
  }

  @Test
  void glyphsNeedNothing() {
    assertThat(
            Datasets.named("glyphs", Cache.in(directory)).first(10, 10).train().size())
        .isEqualTo(10);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aNameThatIsUnknownIsAnsweredWithThoseThatAreNot() {
    assertThatThrownBy(() -> Datasets.named("mnits", Cache.in(directory)))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("mnits", "glyphs, mnist, fashion-mnist");
  }

  @Test
  void theRealMnistIsRead() {
    assumeTrue(
        Files.isDirectory(shared().resolve("mnist")), "MNIST is not at " + shared() + "/mnist");
    ImageSet mnist = Mnist.from(DataDirectory.of(shared()));
    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
    assertThat(mnist.train().label(0)).isEqualTo(5);
    assertThat(mnist.test().label(0)).isEqualTo(7);
    long sum = 0;
    for (int i = 0; i < 60_000; i++) {
      for (byte pixel : mnist.train().image(i)) {
        sum += pixel & 0xFF;
      }
    }
    // The mean that every tutorial normalises by.
    assertThat(sum / 255.0 / 60_000 / 784).isBetween(0.13065, 0.13067);
    assertThat(mnist.split(0.05, 0.95, 1).train().size()).isEqualTo(3000);
  }

  @Test
  void mnistIsNotTakenForFashion() {
    assumeTrue(
        Files.isDirectory(shared().resolve("mnist")), "MNIST is not at " + shared() + "/mnist");
    assertThatThrownBy(() -> FashionMnist.from(DataDirectory.of(shared().resolve("mnist"))))
        .hasMessageContaining("another data set");
  }

  @Test
  void theRealCifar10IsReadFromItsArchive() {
    assumeTrue(Files.isDirectory(shared().resolve("cifar-10")), "CIFAR-10 is not at " + shared());
    DataDirectory source = DataDirectory.of(shared());
    assertThat(Datasets.present("cifar10", source)).isTrue();
    ImageSet cifar = Cifar10.from(source);
    assertThat(cifar.train().inputShape()).containsExactly(3, 32, 32);
    assertThat(cifar.train().targets().names().get(cifar.train().label(0))).isEqualTo("frog");
    assertThat(cifar.test().targets().names().get(cifar.test().label(0))).isEqualTo("cat");
    int[] each = new int[10];
    long[] sums = new long[3];
    for (int i = 0; i < 50_000; i++) {
      each[cifar.train().label(i)]++;
      byte[] image = cifar.train().image(i);
      for (int p = 0; p < image.length; p++) {
        sums[p / 1024] += image[p] & 0xFF;
      }
    }
    assertThat(each).containsOnly(5000);
    // The means that every tutorial normalises by.
    double[] means = {0.4914, 0.4822, 0.4465};
    for (int c = 0; c < 3; c++) {
      assertThat(sums[c] / 255.0 / 50_000 / 1024).isCloseTo(means[c], within(5e-5));
    }
  }

  @Test
  void theRealFashionMnistIsRead() {
    assumeTrue(
        Files.isDirectory(shared().resolve("fashion-mnist")),
        "Fashion-MNIST is not at " + shared());
    ImageSet fashion = FashionMnist.from(DataDirectory.of(shared()));
    assertThat(fashion.train().targets().names().get(fashion.train().label(0)))
        .isEqualTo("Ankle boot");
  }
}
