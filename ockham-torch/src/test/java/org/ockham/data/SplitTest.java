package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
  private final Dataset thousand = new Samples.Numbered(1000);

  @Test
  void partsShareNothingAndAreTheWholeWhateverTheFractions() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      int size = 20 + random.nextInt(1000);
      double a = 0.1 + 0.7 * random.nextDouble();
      double b = (1 - a) * (0.3 + 0.5 * random.nextDouble());
      double[] fractions = {a, b, 1 - a - b};
      List<Subset> parts = new Samples.Numbered(size).split(round, fractions);
      int[] all = parts.stream()
          .flatMapToInt(part -> Arrays.stream(part.indices()))
          .sorted()
          .toArray();
      assertThat(all).isEqualTo(IntStream.range(0, size).toArray());
      for (int i = 0; i < 3; i++) {
        assertThat((double) parts.get(i).size())
            .isBetween(size * fractions[i] - 1, size * fractions[i] + 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // What torch.utils.data.random_split gives.
    "60000, 0.8, 0.2, 48000, 12000",
    "60000, 0.05, 0.95, 3000, 57000",
    "10, 0.25, 0.75, 3, 7",
    "100, 0.29, 0.71, 29, 71",
    "7, 0.5, 0.5, 4, 3",
  })
  void sizesAreRoundedAsPyTorchRoundsThem(int size, double a, double b, int first, int second) {
    assertThat(Split.sizes(size, false, a, b)).containsExactly(first, second);
  }

  @Test
  void theRestGoesToTheFirstPartsInTurn() {
    assertThat(Split.sizes(11, false, 0.33, 0.33, 0.34)).containsExactly(4, 4, 3);
  }

  @Test
  void aSeedAlwaysGivesTheSameParts() {
    assertThat(thousand.split(7, 0.8, 0.2).get(0).indices())
        .isEqualTo(thousand.split(7, 0.8, 0.2).get(0).indices())
        .isNotEqualTo(thousand.split(8, 0.8, 0.2).get(0).indices());
  }

  @Test
  void theOrderIsTheSameOnEveryJavaAndMachine() {
    assertThat(new Samples.Numbered(8).split(42, 1).get(0).indices())
        .containsExactly(4, 0, 1, 2, 5, 6, 7, 3);
  }

  @Test
  void aFractionIsTheFirstPartOfItsSplitAndGrowsWithoutForgetting() {
    int[] five = thousand.fraction(3, 0.05).indices();
    assertThat(five).hasSize(50).isEqualTo(thousand.split(3, 0.05, 0.95).get(0).indices());
    assertThat(thousand.fraction(3, 0.1).indices()).startsWith(five);
    assertThat(thousand.fraction(3, 1).size()).isEqualTo(1000);
    assertThat(new Samples.Numbered(1).fraction(3, 0.5).size()).isEqualTo(1);
  }

  @Test
  void takeGivesTheFirst() {
    assertThat(thousand.take(3).indices()).containsExactly(0, 1, 2);
    assertThat(thousand.take(3).sample(2).input()).startsWith(2, 2.5f);
  }

  @Test
  void aSubsetOfASubsetReadsTheRightSamples() {
    Subset part = thousand.subset(10, 20, 30).subset(2, 0);
    assertThat(part.sample(0).input()[0]).isEqualTo(30);
    assertThat(part.sample(1).input()[0]).isEqualTo(10);
  }

  @Test
  void everyPlaceOfTheOrderIsEquallyLikely() {
    int[][] seen = new int[5][5];
    for (int seed = 0; seed < 10_000; seed++) {
      int[] order = new Samples.Numbered(5).split(seed, 1).get(0).indices();
      for (int i = 0; i < 5; i++) {
        seen[i][order[i]]++;
      }
    }
    for (int[] row : seen) {
      for (int count : row) {
        assertThat(count).isBetween(1800, 2200); // 5 standard deviations about 2000
      }
    }
  }

  @Test
  void badRequestsAreToldApart() {
    assertThatThrownBy(() -> thousand.split(1, 0.8, 0.3))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("add up to 1.1");
    assertThatThrownBy(() -> thousand.split(1, 0.8, 0.2, 0)).hasMessageContaining("fraction 0.0");
    assertThatThrownBy(() -> thousand.split(1, Double.NaN, 0.2)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> thousand.split(1)).hasMessageContaining("add up to 0.0");
    assertThatThrownBy(() -> thousand.fraction(1, 1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> thousand.fraction(1, 0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> new Samples.Numbered(3).split(1, 0.9, 0.1))
        .hasMessageContaining("none at all");
    assertThatThrownBy(() -> thousand.take(1001))
        .hasMessageContaining("1001")
        .hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> thousand.take(0)).hasMessageContaining("first 0");
    assertThatThrownBy(() -> thousand.subset(5, 1000))
        .hasMessageContaining("sample 1000")
        .hasMessageContaining("0 to 999");
    assertThatThrownBy(thousand::subset).hasMessageContaining("0 samples");
  }
}
