package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ockham.SharedFolder;

class DataStatsTest {

  @Test
  void bytesAreCountedChannelByChannel() {
    byte[] pixels = {0, (byte) 255, 51, 51, (byte) 255, 0, 51, 51};
    DataStats stats = DataStats.of(
        ImageDataset.of(2, 1, 2, pixels, new int[] {2, 2}, Targets.classes("a", "b", "c")));
    assertThat(stats.size()).isEqualTo(2);
    assertThat(stats.inputShape()).containsExactly(2L, 1L, 2L);
    assertThat(stats.classes())
        .containsExactly(
            new DataStats.ClassCount("a", 0),
            new DataStats.ClassCount("b", 0),
            new DataStats.ClassCount("c", 2));
    assertThat(stats.channels())
        .containsExactly(
            new DataStats.Column(4, 0, 0.5, 0.5, 0, 1),
            new DataStats.Column(4, 0, 0.2, 0, 0.2, 0.2));
    assertThat(stats.targets()).isEmpty();
  }

  @Test
  void imagesAreCountedAsTheyAreBeforeNormalisation() {
    ImageDataset plain = Glyphs.of(1, 300);
    assertThat(DataStats.of(plain.normalized(new float[] {0.2f}, new float[] {0.4f})))
        .isEqualTo(DataStats.of(plain));
  }

  @Test
  void columnsAndValuesHaveTheirMomentsWithoutWhatIsMissing() {
    float[][] rows = {{1, 10}, {2, Float.NaN}, {3, 30}, {6, Float.POSITIVE_INFINITY}};
    DataStats stats = DataStats.of(table(rows));
    assertThat(stats.channels())
        .containsExactly(
            new DataStats.Column(4, 0, 3, Math.sqrt(3.5), 1, 6),
            new DataStats.Column(2, 2, 20, 10, 10, 30));
    assertThat(stats.classes()).isEmpty();
    assertThat(stats.targets())
        .containsExactly(new DataStats.Column(4, 0, 3, Math.sqrt(3.5), 1, 6));
  }

  @Test
  void sumsOverManyBlocksAreThoseOfOneAndTheSameBitsEachTime() {
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[5_000][1];
    double sum = 0;
    for (float[] row : rows) {
      row[0] = (float) (1000 + random.nextDouble());
      sum += row[0];
    }
    double squares = 0;
    for (float[] row : rows) {
      squares += (row[0] - sum / 5_000) * (row[0] - sum / 5_000);
    }
    DataStats.Column column = DataStats.of(table(rows)).channels().get(0);
    assertThat(column.mean()).isCloseTo(sum / 5_000, within(1e-10));
    assertThat(column.std()).isCloseTo(Math.sqrt(squares / 5_000), within(1e-10));
    for (int i = 0; i < 5; i++) {
      assertThat(DataStats.of(table(rows)).channels()).containsExactly(column);
    }
  }

  @Test
  void aColumnWithoutNumbersHasNoMean() {
    DataStats.Column column =
        DataStats.of(table(new float[][] {{Float.NaN}})).channels().get(0);
    assertThat(column.count()).isZero();
    assertThat(column.missing()).isEqualTo(1);
    assertThat(column.mean()).isNaN();
  }

  @Test
  void mnistHasItsPublishedMeanAndDeviation() {
    var folder = SharedFolder.find("data/mnist");
    assumeThat(folder).as("shared/data/mnist is not here").isPresent();
    DataStats stats = DataStats.of(Mnist.from(DataDirectory.of(folder.get())).train());
    assertThat(stats.channels().get(0).mean()).isCloseTo(0.1307, within(5e-5));
    assertThat(stats.channels().get(0).std()).isCloseTo(0.3081, within(5e-5));
    assertThat(stats.classes().stream().map(DataStats.ClassCount::count))
        .isEqualTo(List.of(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949));
  }

  @Test
  void cifarHasItsPublishedMeansAndDeviations() {
    var folder = SharedFolder.find("data/cifar-10");
    assumeThat(folder).as("shared/data/cifar-10 is not here").isPresent();
    DataStats stats = DataStats.of(Cifar10.from(DataDirectory.of(folder.get())).train());
    double[] means = {0.4914, 0.4822, 0.4465};
    double[] deviations = {0.2470, 0.2435, 0.2616};
    for (int c = 0; c < 3; c++) {
      assertThat(stats.channels().get(c).mean()).isCloseTo(means[c], within(6e-5));
      assertThat(stats.channels().get(c).std()).isCloseTo(deviations[c], within(6e-5));
    }
    assertThat(stats.classes()).hasSize(10).allMatch(count -> count.count() == 5_000);
  }

  /** Each row's target is its first value. */
  private static Dataset table(float[][] rows) {
    return ArrayDataset.of(
        rows, Arrays.stream(rows).map(row -> new float[] {row[0]}).toArray(float[][]::new));
  }
}
