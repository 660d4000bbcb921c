package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.SharedFolder;
import org.ockham.augment.Normalize;
import org.ockham.augment.RandomRotation;
import org.ockham.data.DataCheck.Part;
import org.ockham.data.DataReport.Finding;
import org.ockham.data.DataReport.Pair;
import org.ockham.data.DataReport.Place;
import org.ockham.data.DataReport.Severity;
import org.ockham.tensor.Tensor;

class DataCheckTest {
  private static final DataCheck EQUAL = DataCheck.standard().similarity(1);

  @TempDir
  Path directory;

  private static List<String> sentences(DataReport report, Severity severity) {
    return report.findings().stream()
        .filter(finding -> finding.severity() == severity)
        .map(Finding::sentence)
        .toList();
  }

  /** Images of noise, of 4 classes. */
  private static byte[] noise(long seed, int bytes) {
    byte[] noise = new byte[bytes];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < bytes; i++) {
      noise[i] = (byte) random.nextLong();
    }
    return noise;
  }

  private Path idx(String name, byte[] content, int... shape) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * shape.length + content.length);
    file.putInt(0x0800 | shape.length);
    for (int size : shape) {
      file.putInt(size);
    }
    return Files.write(directory.resolve(name), file.put(content).array());
  }

  @Test
  void theSamePictureInBothPartsIsFoundAndSoIsOneWithAnotherLabel() throws IOException {
    int area = 28 * 28;
    byte[] train = noise(1, 10 * area);
    byte[] test = noise(2, 4 * area);
    System.arraycopy(train, 3 * area, train, 7 * area, area);
    System.arraycopy(train, 5 * area, test, area, area);
    System.arraycopy(train, 6 * area, test, 2 * area, area);
    byte[] trainLabels = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1};
    byte[] testLabels = {0, 1, 3, 2};
    Targets.Classes classes = Targets.classes(4);
    DataReport report = DataCheck.standard()
        .of(List.of(
            new Part(
                "train",
                Idx.dataset(idx("a", train, 10, 28, 28), idx("b", trainLabels, 10), classes)),
            new Part(
                "test", Idx.dataset(idx("c", test, 4, 28, 28), idx("d", testLabels, 4), classes))));

    assertThat(report.equal("train", "train"))
        .containsExactly(new Pair(new Place("train", 3), new Place("train", 7), 1, false));
    assertThat(report.equal("test", "test")).isEmpty();
    assertThat(report.equal("train", "test"))
        .containsExactly(
            new Pair(new Place("train", 5), new Place("test", 1), 1, false),
            new Pair(new Place("train", 6), new Place("test", 2), 1, true));
    assertThat(report.conflicts()).containsExactly(report.equal("train", "test").get(1));
    assertThat(report.near()).isEmpty();
    assertThat(sentences(report, Severity.ERROR))
        .singleElement()
        .asString()
        .startsWith(
            "2 of the 4 test samples are in train too (test 1 = train 5, test 2 = train 6):");
    assertThat(sentences(report, Severity.WARNING))
        .anyMatch(sentence -> sentence.startsWith(
            "1 pairs of equal inputs have different classes (label conflicts) (test 2 = train 6)"))
        .anyMatch(
            sentence -> sentence.startsWith("1 of the 10 train samples repeat an earlier one"));
  }

  @Test
  void mnistRepeatsNothing() {
    var folder = SharedFolder.find("data/mnist");
    assumeThat(folder).as("shared/data/mnist is not here").isPresent();
    ImageSet mnist = Mnist.from(DataDirectory.of(folder.get()));
    DataReport report = DataCheck.standard()
        .of(List.of(new Part("train", mnist.train()), new Part("test", mnist.test())));
    assertThat(report.equal()).isEmpty();
    assertThat(report.near()).hasSizeLessThan(100);
    // The pixels that no training image inks.
    assertThat(report.parts().get(0).constant()).hasSize(67).startsWith(0, 1, 2);
    assertThat(sentences(report, Severity.ERROR)).isEmpty();
  }

  @Test
  void equalSamplesShareANumberForGroupedSplits() {
    float[][] rows = {{1, 2}, {3, 4}, {1, 2}, {-0f, 4}, {0, 4}, {1, 2}};
    assertThat(DataCheck.equalGroups(rows(rows, new int[6], 1))).containsExactly(0, 1, 0, 3, 3, 0);
  }

  @Test
  void denormalNumbersDiffer() {
    // A thread that has computed may flush them to 0: their bits still tell them apart.
    assertThat(Tensor.zeros(1).add(Tensor.ones(1)).toFloats()).containsExactly(1);
    float[][] rows = {{1e-40f}, {0}, {2e-40f}, {1e-40f}};
    assertThat(DataCheck.equalGroups(rows(rows, new int[4], 1))).containsExactly(0, 1, 2, 0);
    DataReport report = EQUAL.of(List.of(new Part("train", rows(rows, new int[4], 1))));
    assertThat(report.parts().get(0).constant()).isEmpty();
    assertThatThrownBy(() -> EQUAL.similarity(0)).hasMessageContaining("similarity is 0.0");
    assertThatThrownBy(() -> EQUAL.telling(1, 0.9)).hasMessageContaining("difference is 1.0");
    assertThatThrownBy(() -> EQUAL.telling(0.01, 0)).hasMessageContaining("accuracy is 0.0");
  }

  @Test
  void imagesAreComparedAsTheyAreBeforeTheirTransforms() {
    Dataset glyphs = Glyphs.of(1, 40);
    DataModule data = DataModule.of(glyphs, glyphs.subset(3, 5, 7))
        .transformed(RandomRotation.of(90), Normalize.of(0.5, 0.5));
    assertThat(EQUAL.of(data).equal("train", "validation")).hasSize(3);
    Dataset twice = glyphs.transformed(RandomRotation.of(90)).subset(4, 9, 4);
    assertThat(DataCheck.equalGroups(twice)).containsExactly(0, 1, 0);
  }

  @Test
  void anImageThatWasRecompressedBrightenedOrMadeNoisyIsNear() {
    ImageDataset glyphs = Glyphs.of(5, 2_000);
    int area = 28 * 28;
    byte[] changed = new byte[300 * area];
    int[] labels = new int[300];
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 300; i++) {
      byte[] image = glyphs.image(6 * i);
      labels[i] = glyphs.label(6 * i);
      for (int p = 0; p < area; p++) {
        int pixel = image[p] & 0xFF;
        int value = switch (i % 3) {
          case 0 -> pixel / 2 + 60; // less contrast, brighter
          case 1 -> pixel / 16 * 16 + 8; // coarse levels
          default -> pixel + (int) (16 * random.nextDouble()) - 8; // noise
        };
        changed[i * area + p] = (byte) Math.max(0, Math.min(255, value));
      }
    }
    ImageDataset copies = ImageDataset.of(1, 28, 28, changed, labels, Targets.classes(10));
    DataReport report =
        DataCheck.standard().of(List.of(new Part("train", glyphs), new Part("validation", copies)));
    assertThat(report.equal("train", "validation")).isEmpty();
    List<Pair> near = report.near("train", "validation");
    assertThat(near).hasSizeBetween(295, 300); // by its random planes it misses one now and then
    assertThat(near).allSatisfy(pair -> {
      assertThat(pair.first().index()).isEqualTo(6 * pair.second().index());
      assertThat(pair.similarity()).isBetween(0.99, Math.nextDown(1.0));
      assertThat(pair.conflict()).isFalse();
    });
    assertThat(sentences(report, Severity.WARNING))
        .anyMatch(sentence -> sentence.startsWith(
            near.size() + " of the 300 validation images are almost the same as one of train"));
  }

  @Test
  void aClassThatAPartLacksIsNamed() {
    Dataset train = rows(new float[][] {{1}, {2}, {3}}, new int[] {0, 2, 2}, 4);
    Dataset validation = rows(new float[][] {{4}, {5}}, new int[] {0, 1}, 4);
    DataReport report = EQUAL.of(DataModule.of(train, validation));
    assertThat(report.parts().get(0).classes().get(2)).isEqualTo(new DataStats.ClassCount("2", 2));
    assertThat(sentences(report, Severity.ERROR))
        .singleElement()
        .asString()
        .startsWith("2 of the 4 classes have no sample in train (1, 3), so they cannot be learned");
    assertThat(sentences(report, Severity.WARNING))
        .anyMatch(sentence ->
            sentence.startsWith("2 of the 4 classes have no sample in validation (2, 3)"));
  }

  @Test
  void aColumnThatNeverChangesIsNamed() {
    float[][] rows = {{1, 7, Float.NaN}, {2, 7, Float.NaN}, {3, 7, Float.NaN}};
    DataReport report = EQUAL.of(List.of(new Part("train", rows(rows, new int[3], 1))));
    assertThat(report.parts().get(0).constant()).containsExactly(1, 2);
    assertThat(sentences(report, Severity.NOTE))
        .singleElement()
        .asString()
        .startsWith("2 input values are the same in all 3 train samples (1, 2)");
  }

  @Test
  void aPartTooSmallForTheDifferenceIsTold() {
    assertThat(DataCheck.standard().samplesNeeded()).isEqualTo(1825); // 1.96² · 0.95 · 0.05 / 0.01²
    assertThat(DataCheck.standard().telling(0.05, 0.5).samplesNeeded()).isEqualTo(385);
    Dataset train = rows(new float[][] {{1}, {2}}, new int[] {0, 1}, 2);
    Dataset validation = rows(new float[][] {{3}, {4}}, new int[] {0, 1}, 2);
    assertThat(sentences(EQUAL.of(DataModule.of(train, validation)), Severity.WARNING))
        .containsExactly(
            "validation has 2 samples, but to know an accuracy of about 0.95 to within 0.01 with 95 % confidence takes"
                + " 1825: take more, or trust only larger differences.");
    assertThat(EQUAL.telling(0.9, 0.5).of(DataModule.of(train, validation)).findings())
        .isEmpty();
  }

  @Test
  void aTestSetIsLookedAtIfThereIsOne() {
    Dataset one = rows(new float[][] {{1}, {2}}, new int[2], 1);
    assertThat(EQUAL.of(DataModule.of(one, one)).parts()).hasSize(2);
    DataReport three = EQUAL.of(DataModule.of(one, one, one));
    assertThat(three.parts())
        .extracting(DataReport.Part::name)
        .containsExactly("train", "validation", "test");
    assertThat(three.equal("train", "validation")).hasSize(2);
    assertThat(three.equal("train", "test")).hasSize(2);
    assertThat(three.equal("validation", "test")).hasSize(2);
  }

  @Test
  void impossibleChecksAreRefused() {
    Dataset one = rows(new float[][] {{1}, {2}}, new int[2], 1);
    Dataset wide = rows(new float[][] {{1, 2}}, new int[1], 1);
    assertThatThrownBy(() -> EQUAL.of(List.of(new Part("a", one), new Part("a", one))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[a, a]");
    assertThatThrownBy(() -> EQUAL.of(List.of())).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> EQUAL.of(List.of(new Part("a", one), new Part("b", wide))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("shape [2]");
    assertThatThrownBy(() -> EQUAL.similarity(1.5)).hasMessageContaining("similarity is 1.5");
    assertThatThrownBy(() -> EQUAL.telling(0, 0.9)).hasMessageContaining("difference is 0.0");
  }

  private static Dataset rows(float[][] rows, int[] labels, int classes) {
    return ArrayDataset.of(rows, labels, Targets.classes(classes));
  }
}
