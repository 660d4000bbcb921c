package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ockham.data.fetch.Mirror;
import org.ockham.file.ArchiveTest;

class EmnistTest {
  @TempDir
  Path directory;

  /** Files of the sizes of EMNIST's letters: each image has one bright pixel in its first row, and the labels run from 1 to 26. */
  private static Map<String, byte[]> letters(int firstLabel) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String part : new String[] {"train", "test"}) {
      int count = part.equals("train") ? 124_800 : 20_800;
      byte[] pixels = new byte[count * 784];
      byte[] labels = new byte[count];
      for (int i = 0; i < count; i++) {
        pixels[i * 784 + i % 28] = (byte) 200;
        labels[i] = (byte) (firstLabel + i % 26);
      }
      files.put(
          "gzip/emnist-letters-" + part + "-images-idx3-ubyte.gz",
          Mirror.gzip(IdxTest.idx(0x0803, new int[] {count, 28, 28}, pixels)));
      files.put(
          "gzip/emnist-letters-" + part + "-labels-idx1-ubyte.gz",
          Mirror.gzip(IdxTest.idx(0x0801, new int[] {count}, labels)));
    }
    return files;
  }

  @Test
  void imagesAreTurnedUprightAndLettersBeginAtOne() throws IOException {
    Files.write(directory.resolve("gzip.zip"), ArchiveTest.zip(letters(1)));
    DataDirectory source = DataDirectory.of(directory);
    assertThat(Datasets.present("emnist-letters", source)).isTrue();
    ImageSet set = Emnist.from(source, Emnist.Split.LETTERS);
    assertThat(set.name()).isEqualTo("emnist-letters");
    assertThat(set.train().size()).isEqualTo(124_800);
    assertThat(set.test().size()).isEqualTo(20_800);
    assertThat(set.train().label(0)).isZero();
    assertThat(set.train().label(27)).isEqualTo(1);
    assertThat(set.train().targets().names().get(set.test().label(25))).isEqualTo("z");
    byte[] image = set.train().image(5);
    for (int p = 0; p < 784; p++) {
      assertThat(image[p]).isEqualTo((byte) (p == 5 * 28 ? 200 : 0));
    }
  }

  @Test
  void unpackedFilesAreReadTooAndOtherLabelsRefused() throws IOException {
    Path raw = Files.createDirectories(directory.resolve("EMNIST/raw/gzip"));
    for (Map.Entry<String, byte[]> file : letters(0).entrySet()) {
      Files.write(raw.resolve(file.getKey().replace("gzip/", "")), file.getValue());
    }
    DataDirectory source = DataDirectory.of(directory);
    assertThat(Datasets.present("emnist-letters", source)).isTrue();
    assertThat(Datasets.present("emnist-digits", source)).isFalse();
    assertThatThrownBy(() -> Emnist.from(source, Emnist.Split.LETTERS))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "emnist-letters-train-labels-idx1-ubyte.gz",
            "has the label 0 at place 0, but the labels are 1 to 26");
    Path images = raw.resolve("emnist-letters-test-images-idx3-ubyte.gz");
    Files.write(images, Mirror.gzip(IdxTest.images(3)));
    assertThatThrownBy(() -> Emnist.from(source, Emnist.Split.LETTERS))
        .hasMessageContainingAll(images.toString(), "28 bytes, but 16307216 are expected");
    Files.delete(images);
    assertThat(Datasets.present("emnist-letters", source)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Emnist.Split.class)
  void eachSplitHasItsClasses(Emnist.Split split) {
    assertThat(split.classes().names())
        .hasSize(
            switch (split) {
              case BALANCED, BYMERGE -> 47;
              case BYCLASS -> 62;
              case DIGITS, MNIST -> 10;
              case LETTERS -> 26;
            });
    assertThat(split.classes().names()).isSorted().doesNotHaveDuplicates();
    Datasets.Listing listing = Datasets.listing("emnist-" + split.word());
    assertThat(listing.trainSize()).isEqualTo(split.trainSize());
    assertThat(listing.folder()).isEqualTo("emnist");
  }
}
