package org.ockham.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallSamplesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, -600, 600, 1000, -1000})
  void doesNotDependOnTheUnit(int exponent) {
    PairedTTest three = PairedTTest.of(Sample.scale(new double[] {2, 3, 4}, exponent));
    assertThat(three.t()).isCloseTo(5.196152422706632, within(1e-14));
    assertThat(three.p()).isCloseTo(0.03509871864598465, within(1e-14));
    PairedTTest two = PairedTTest.of(Sample.scale(new double[] {1, 2}, exponent));
    assertThat(two.t()).isCloseTo(3, within(1e-14));
    assertThat(two.p()).isCloseTo(0.20483276469913345, within(1e-14));
  }

  @Test
  void saysThatEqualDifferencesHaveNoSpread() {
    PairedTTest equal = PairedTTest.of(new double[] {0.85 - 0.84, 0.86 - 0.85, 0.01});
    assertThat(equal.isDegenerate()).isTrue();
    assertThat(equal.t()).isInfinite();
    assertThat(equal.p()).isZero();
    assertThat(equal.interval(0.95).width()).isZero();
    PairedTTest zeros = PairedTTest.of(new double[4]);
    assertThat(zeros.t()).isZero();
    assertThat(zeros.p()).isEqualTo(1);
    assertThat(zeros.posterior(0)).isEqualTo(new Posterior(0.5, 0, 0.5));
    assertThat(EffectSize.of(new double[4]).cohen()).isZero();
    assertThat(EffectSize.of(new double[4]).better()).isEqualTo(0.5);
  }

  @Test
  void refusesWhatCannotBeJudged() {
    assertThatThrownBy(() -> PairedTTest.of(new double[] {0.9}))
        .hasMessageContaining("there is 1 value")
        .hasMessageContaining("run more seeds");
    assertThatThrownBy(() -> PairedTTest.of(new double[] {0.9, Double.NaN}))
        .hasMessageContaining("value 1 is NaN");
    assertThatThrownBy(() -> Bootstrap.of(new double[] {0.9}, 0.95, 1))
        .hasMessageContaining("there is 1 value");
    assertThatThrownBy(() -> PairedTTest.of(new double[2], new double[3]))
        .hasMessageContaining("2 and 3");
    assertThatThrownBy(() -> Holm.adjust(0.5, 1.2)).hasMessageContaining("p-value 1 is 1.2");
    assertThatThrownBy(() -> new Interval(1, 0, 0.95)).hasMessageContaining("low is 1.0");
    assertThatThrownBy(() -> new Equivalence(0, 0.1, 0.1)).hasMessageContaining("margin is 0.0");
  }

  @Test
  void ranksTiesAndZeros() {
    double[] tied = new double[70];
    Arrays.fill(tied, 0, 15, 1);
    Arrays.fill(tied, 55, 70, -1);
    assertThat(SignedRankTest.of(tied).p()).isEqualTo(1);
    assertThat(SignedRankTest.of(new double[9]).p()).isEqualTo(1);
    assertThat(SignedRankTest.of(new double[] {1, 2, -3}).p()).isEqualTo(1);
    assertThat(SignedRankTest.of(new double[] {1, 2, 3, 4, 5}).p()).isEqualTo(0.0625);
  }

  @Test
  void comesNearTheNormalDistributionWithManyPairs() {
    double[] exact = new double[SignedRankTest.EXACT];
    Arrays.setAll(exact, i -> (i + 1) * (i % 9 < 5 ? 1 : -1));
    double[] approximate = Arrays.copyOf(exact, exact.length + 1);
    approximate[exact.length] = 1e-3; // the smallest rank more
    assertThat(SignedRankTest.of(approximate).p())
        .isCloseTo(SignedRankTest.of(exact).p(), within(0.005));
  }

  @Test
  void neverExceedsOneInMcNemar() {
    assertThat(new McNemar(5, 5).p()).isEqualTo(1);
    assertThat(new McNemar(1, 8).p()).isCloseTo(0.0390625, within(1e-12));
    assertThat(new McNemar(1, 8).midP()).isCloseTo(0.021484375, within(1e-12));
    assertThat(new McNemar(0, 0).p()).isEqualTo(1);
    assertThat(new McNemar(0, 0).midP()).isEqualTo(1);
    assertThat(McNemar.of(new boolean[] {true, true, false}, new boolean[] {true, false, true}))
        .isEqualTo(new McNemar(1, 1));
  }

  @Test
  void bootstrapsWhatHasNoSpread() {
    double[] constant = new double[35];
    Arrays.fill(constant, 10000);
    Bootstrap bootstrap = Bootstrap.of(constant, 0.95, 1);
    assertThat(bootstrap.interval()).isEqualTo(new Interval(10000, 10000, 0.95));
    assertThat(bootstrap.standardError()).isZero();
    assertThat(bootstrap.method()).isEqualTo(Bootstrap.Method.DEGENERATE);
    assertThat(bootstrap.warning()).hasValueSatisfying(word -> assertThat(word).contains("equal"));
  }

  @Test
  void warnsOfTwoValuesAndOfAStatisticOnItsBound() {
    Bootstrap two = Bootstrap.of(new double[] {0.80, 0.84}, 0.95, 1);
    assertThat(two.resamples()).isEqualTo(4);
    assertThat(two.interval().low()).isBetween(0.80, 0.82);
    assertThat(two.interval().high()).isBetween(0.82, 0.84);
    assertThat(two.warning())
        .hasValueSatisfying(word -> assertThat(word).contains("far too short"));
    Interval t = PairedTTest.of(new double[] {0.80, 0.84}).interval(0.95);
    assertThat(t.low()).isCloseTo(0.566, within(1e-3));
    assertThat(t.high()).isCloseTo(1.074, within(1e-3));

    double[] values = {1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7, 7};
    Bootstrap most = Bootstrap.of(values, v -> Arrays.stream(v).max().orElseThrow(), 0.95, 1);
    assertThat(most.method()).isEqualTo(Bootstrap.Method.PERCENTILE);
    assertThat(most.interval().high()).isEqualTo(7);
    assertThat(most.warning()).hasValueSatisfying(word -> assertThat(word).contains("percentile"));
  }

  @Test
  void doesNotCountWhatCouldNotBeTested() {
    assertThat(Holm.adjust()).isEmpty();
    assertThat(Holm.adjust(0.01, Double.NaN, 0.04, 0.03))
        .containsExactly(new double[] {0.03, Double.NaN, 0.06, 0.06}, within(1e-15));
  }

  @Test
  void takesTheLargerOfBothEquivalenceTests() {
    // means 24 and 22, standard deviations 2, correlation 0.5: differences of mean 2 and standard
    // deviation 2
    PairedTTest test = new PairedTTest(10, 2, 2, 0);
    Equivalence wide = Equivalence.of(test, 3);
    assertThat(test.t(-3)).isCloseTo(7.9057, within(1e-4));
    assertThat(test.t(3)).isCloseTo(-1.5811, within(1e-4));
    assertThat(wide.p()).isCloseTo(0.074152, within(1e-6));
    assertThat(test.interval(0.9).low()).isCloseTo(0.8406, within(1e-4));
    assertThat(test.interval(0.9).high()).isCloseTo(3.1594, within(1e-4));

    PairedTTest small =
        PairedTTest.of(new double[] {0.004, -0.002, 0.006, 0.001, 0.003, -0.001, 0.005, 0.002});
    assertThat(Equivalence.of(small, 0.005).p()).isCloseTo(0.0140003, within(1e-7));
    assertThat(small.interval(0.9).low()).isCloseTo(0.000364, within(1e-6));
    assertThat(small.interval(0.9).high()).isCloseTo(0.004136, within(1e-6));
  }

  @Test
  void needsFewerSeedsForAWiderMargin() {
    assertThat(Power.ofEquivalence(0, 1, 20, 0.05)).isBetween(0.9, 1.0);
    assertThat(Power.seedsForEquivalence(0, 0.5, 0.05, 0.8).orElseThrow())
        .isGreaterThan(Power.seedsForEquivalence(0, 1, 0.05, 0.8).orElseThrow());
    assertThat(Power.ofEquivalence(1, 1, 20, 0.05)).isCloseTo(0.05, within(1e-3));
    assertThat(Power.seedsForDifference(1e-4, 0.05, 0.8)).isEmpty();
  }
}
