package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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

  /** Of so many samples, skewed: class c has about twice as many as class c + 1. */
  private static Dataset skewed(int size, int classes, SplittableRandom random) {
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      while (labels[i] < classes - 1 && random.nextDouble() < 0.5) {
        labels[i]++;
      }
    }
    return new Samples.Written(
        size, Targets.classes(classes), (i, out) -> out.values(i, i, i, i).label(labels[i]));
  }

  private static void sharesNothingAndIsTheWhole(int size, List<Subset> parts) {
    int[] all = parts.stream()
        .flatMapToInt(part -> Arrays.stream(part.indices()))
        .sorted()
        .toArray();
    assertThat(all).isEqualTo(IntStream.range(0, size).toArray());
  }

  private static void hasItsShareOfEveryClass(Dataset whole, Subset part) {
    int[] total = new int[((Targets.Classes) whole.targets()).count()];
    int[] here = total.clone();
    IntStream.range(0, whole.size()).forEach(i -> total[whole.label(i)]++);
    IntStream.range(0, part.size()).forEach(i -> here[part.label(i)]++);
    for (int c = 0; c < total.length; c++) {
      assertThat((double) here[c])
          .isCloseTo((double) total[c] * part.size() / whole.size(), within(1 + 1e-9));
    }
  }

  @Test
  void stratifiedPartsHaveTheirShareOfEveryClass() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 100; round++) {
      int size = 20 + (int) (300 * random.nextDouble());
      Dataset whole = skewed(size, 1 + round % 9, random);
      double a = 0.1 + 0.7 * random.nextDouble();
      double b = (1 - a) * (0.3 + 0.5 * random.nextDouble());
      List<Subset> parts = Split.stratified(round).fractions(whole, a, b, 1 - a - b);
      sharesNothingAndIsTheWhole(size, parts);
      assertThat(parts.stream().mapToInt(Subset::size).toArray())
          .isEqualTo(Split.sizes(size, false, a, b, 1 - a - b));
      parts.forEach(part -> hasItsShareOfEveryClass(whole, part));
    }
  }

  @Test
  void foldsAreValidatedOnInTurn() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 60; round++) {
      int size = 10 + (int) (200 * random.nextDouble());
      int k = 2 + (int) (8 * random.nextDouble());
      Dataset whole = skewed(size, 1 + round % 5, random);
      for (Split split : List.of(Split.random(round), Split.stratified(round))) {
        List<DataFold> folds = split.folds(whole, k);
        assertThat(folds).hasSize(k);
        sharesNothingAndIsTheWhole(
            size, folds.stream().map(DataFold::validation).toList());
        for (DataFold fold : folds) {
          sharesNothingAndIsTheWhole(size, List.of(fold.train(), fold.validation()));
          assertThat(fold.validation().size()).isBetween(size / k, (size + k - 1) / k);
        }
      }
      for (DataFold fold : Split.stratified(round).folds(whole, k)) {
        hasItsShareOfEveryClass(whole, fold.validation());
      }
    }
  }

  @Test
  void aGroupIsNeverInTwoParts() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 60; round++) {
      int size = 100 + (int) (300 * random.nextDouble());
      int k = 2 + round % 5;
      int[] groups =
          IntStream.range(0, size).map(i -> (int) (30 * random.nextDouble())).toArray();
      Dataset whole = new Samples.Numbered(size);
      List<Subset> parts = Split.grouped(round, groups).fractions(whole, 0.6, 0.25, 0.15);
      sharesNothingAndIsTheWhole(size, parts);
      keepsGroupsTogether(groups, parts);
      List<Subset> folds = Split.grouped(round, groups).folds(whole, k).stream()
          .map(DataFold::validation)
          .toList();
      sharesNothingAndIsTheWhole(size, folds);
      keepsGroupsTogether(groups, folds);
      int largest = IntStream.range(0, 30)
          .map(group -> (int) Arrays.stream(groups).filter(g -> g == group).count())
          .max()
          .orElseThrow();
      for (Subset fold : folds) {
        assertThat((double) fold.size()).isCloseTo((double) size / k, within((double) largest));
      }
    }
  }

  private static void keepsGroupsTogether(int[] groups, List<Subset> parts) {
    Map<Integer, Subset> home = new HashMap<>();
    for (Subset part : parts) {
      for (int index : part.indices()) {
        assertThat(home.computeIfAbsent(groups[index], group -> part)).isSameAs(part);
      }
    }
  }

  @Test
  void equalSamplesStayInOneFoldOnRequest() {
    Dataset doubled = new Samples.Written(
        60, Targets.classes(2), (i, out) -> out.values(i % 20, 1, 2, 3).label(i % 2));
    List<DataFold> folds = Split.grouped(1, DataCheck.equalGroups(doubled)).folds(doubled, 5);
    for (DataFold fold : folds) {
      assertThat(fold.validation().size()).isEqualTo(12);
      assertThat(DataCheck.standard().of(fold).equal("train", "validation")).isEmpty();
    }
    DataFold careless = Split.random(1).folds(doubled, 5).get(0);
    assertThat(DataCheck.standard().of(careless).equal("train", "validation")).isNotEmpty();
  }

  @Test
  void repeatedFoldsDifferAndTheFirstAreThoseOfOneRepetition() {
    List<DataFold> folds = Split.random(5).folds(thousand, 4, 3);
    assertThat(folds).hasSize(12);
    List<DataFold> once = Split.random(5).folds(thousand, 4);
    for (int i = 0; i < 4; i++) {
      assertThat(folds.get(i).validation().indices())
          .isEqualTo(once.get(i).validation().indices());
      assertThat(folds.get(4 + i).validation().indices())
          .isNotEqualTo(folds.get(i).validation().indices())
          .isNotEqualTo(folds.get(8 + i).validation().indices());
    }
    sharesNothingAndIsTheWhole(
        1000, folds.subList(8, 12).stream().map(DataFold::validation).toList());
  }

  @Test
  void asManyFoldsAsSamplesLeaveOneOut() {
    List<DataFold> folds = Split.random(1).folds(new Samples.Numbered(7), 7);
    assertThat(folds).hasSize(7).allMatch(fold -> fold.validation().size() == 1);
  }

  @Test
  void countsAreTakenAsTheyAre() {
    List<Subset> parts = Split.random(3).counts(thousand, 700, 299, 1);
    assertThat(parts).extracting(Subset::size).containsExactly(700, 299, 1);
    assertThat(parts.get(0).indices())
        .isEqualTo(thousand.split(3, 0.7, 0.3).get(0).indices());
    sharesNothingAndIsTheWhole(1000, parts);
    assertThat(Split.stratified(3).counts(thousand, 998, 2))
        .extracting(Subset::size)
        .containsExactly(998, 2);
  }

  @Test
  void aSeedDecidesStratifiedAndGroupedSplitsToo() {
    int[] groups = IntStream.range(0, 1000).map(i -> i / 3).toArray();
    for (boolean stratified : new boolean[] {true, false}) {
      List<int[]> firsts = LongStream.of(1, 1, 2)
          .mapToObj(seed -> stratified ? Split.stratified(seed) : Split.grouped(seed, groups))
          .map(split -> split.fractions(thousand, 0.5, 0.5).get(0).indices())
          .toList();
      assertThat(firsts.get(0)).isEqualTo(firsts.get(1)).isNotEqualTo(firsts.get(2));
    }
    // Not class by class.
    Subset part = Split.stratified(1).fractions(thousand, 0.5, 0.5).get(0);
    assertThat(IntStream.range(0, 30).map(part::label).distinct().count()).isEqualTo(3);
  }

  @Test
  void aFoldHasNoTestSet() {
    DataFold fold = Split.random(1).folds(thousand, 2).get(0);
    assertThat(fold.hasTest()).isFalse();
    assertThatThrownBy(fold::test).isInstanceOf(DataException.class);
  }

  @Test
  void impossibleSplitsAreRefused() {
    assertThatThrownBy(() -> Split.random(1).folds(thousand, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 folds")
        .hasMessageContaining("2 to 1000");
    assertThatThrownBy(() -> Split.random(1).folds(thousand, 1001)).hasMessageContaining("1001");
    assertThatThrownBy(() -> Split.random(1).folds(thousand, 5, 0)).hasMessageContaining("0 times");
    assertThatThrownBy(() -> Split.random(1).counts(thousand, 900, 99)).hasMessageContaining("999");
    assertThatThrownBy(() -> Split.random(1).counts(thousand, 1001, -1))
        .hasMessageContaining("[1001, -1]");
    assertThatThrownBy(() -> Split.grouped(1, 1, 2).folds(thousand, 5))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2 groups' numbers");
    assertThatThrownBy(() -> Split.grouped(1, new int[1000]).folds(thousand, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("The 1 groups leave nothing for part 1");
    Dataset values = new Samples.Written(
        9, Targets.values(1), (i, out) -> out.values(0, 0, 0, 0).target(i));
    assertThatThrownBy(() -> Split.stratified(1).folds(values, 3))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("classes are needed");
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
