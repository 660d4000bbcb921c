package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DataHashTest {

  private static ImageDataset images(int pixel, int label, Targets.Classes classes) {
    return ImageDataset.of(
        1, 1, 2, new byte[] {0, (byte) pixel, 2, 3}, new int[] {1, label}, classes);
  }

  private static final Targets.Classes TWO = Targets.classes(2);

  @Test
  @DisplayName("The same samples have one hash, and it is that of their bytes")
  void same() {
    String hash = DataHash.of(images(200, 0, TWO));
    assertThat(hash).isEqualTo(DataHash.of(images(200, 0, TWO))).matches("[0-9a-f]{64}");
    // printf '2 [1, 1, 2] Classes[names=[0, 1]]\x00\xc8\x02\x03\0\0\0\x01\0\0\0\0' | sha256sum
    assertThat(hash).isEqualTo("db967e33a3e910c9cc21cc13d02de925f7fa041bc9c48e8f8e636b4cbed57c39");
  }

  @Test
  @DisplayName("Another pixel, label, class, order, size or normalisation is other data")
  void other() {
    ImageDataset images = images(200, 0, TWO);
    List<Dataset> all = List.of(
        images,
        images(201, 0, TWO),
        images(200, 1, TWO),
        images(200, 0, Targets.classes(3)),
        images.first(1),
        images.subset(1, 0),
        images.normalized(new float[] {0.5f}, new float[] {0.5f}),
        new Samples.Numbered(2),
        new Samples.Numbered(3));
    Set<String> hashes = new HashSet<>();
    all.forEach(data -> hashes.add(DataHash.of(data)));
    assertThat(hashes).hasSize(all.size());
    assertThat(DataHash.of(images.subset(0, 1)))
        .isEqualTo(DataHash.of(images.subset(0, 1)))
        .isNotEqualTo(DataHash.of(images.subset(1, 0)));
  }
}
