package org.ockham.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ockham.lab.statistics.Decision.Outcome;

class DecisionsTest {

  private static final double[] CLEAR = {0.05, 0.06, 0.04, 0.055, 0.052, 0.047};
  private static final double[] WEAK = {0.02, -0.01, 0.03, 0.01, -0.005, 0.02};
  private static final double[] TINY = {0.001, -0.001, 0.0005, 0.0002, -0.0004, 0.0001};

  @Test
  void adjustsTheVariantsTogether() {
    List<Decision> decisions =
        Decisions.of(List.of(CLEAR, WEAK, TINY), DecisionRule.fixed().withMargin(0.003));
    assertThat(decisions)
        .extracting(Decision::outcome)
        .containsExactly(Outcome.BETTER, Outcome.UNDECIDED, Outcome.SAME);
    assertThat(decisions.get(0).adjustedP())
        .isCloseTo(3 * PairedTTest.of(CLEAR).p(), within(1e-12));
    assertThat(Decisions.seedsNeeded(WEAK, DecisionRule.fixed().withMargin(0.003), 3)
            .orElseThrow())
        .isGreaterThan(6);
    assertThat(decisions.get(2).sameInterval().low()).isGreaterThan(-0.003);
    assertThat(decisions.get(2).sameInterval().high()).isLessThan(0.003);
  }

  @Test
  void callsALargerLossWorse() {
    DecisionRule loss = DecisionRule.fixed().withLargerIsBetter(false);
    assertThat(Decisions.of(List.of(CLEAR), loss).get(0).outcome()).isEqualTo(Outcome.WORSE);
  }

  @Test
  void namesMoreSeedsThanThereAreOrNone() {
    assertThat(Decisions.seedsNeeded(WEAK, DecisionRule.fixed(), 1).orElseThrow())
        .isGreaterThan(6);
    assertThat(Decisions.seedsNeeded(CLEAR, DecisionRule.fixed(), 1)).isEmpty();
    assertThat(Decisions.seedsNeeded(TINY, DecisionRule.fixed().withMargin(0.003), 1)
            .orElse(100))
        .isGreaterThan(6);
    assertThat(Decisions.seedsNeeded(WEAK, DecisionRule.sequential(5, 30), 1)).isEmpty();
  }

  @Test
  void correctsForOverlap() {
    double[] folds = {0.01, 0.03, 0.02, 0.025, 0.0, 0.03, 0.018, -0.005, 0.02, 0.03};
    Decision seeds = Decisions.of(List.of(folds), DecisionRule.fixed()).get(0);
    Decision overlapping =
        Decisions.of(List.of(folds), DecisionRule.overlapping(1.0 / 9)).get(0);
    assertThat(overlapping.p()).isGreaterThan(seeds.p());
    assertThat(overlapping.interval().width()).isGreaterThan(seeds.interval().width());
    assertThat(overlapping.p())
        .isCloseTo(PairedTTest.overlapping(folds, 1.0 / 9).p(), within(1e-15));
  }

  @Test
  void claimsNothingFromAFewEqualDifferences() {
    double[] equal = {0.01, 0.01, 0.01, 0.01, 0.01};
    for (DecisionRule rule : List.of(DecisionRule.fixed(), DecisionRule.sequential(2, 30))) {
      Decision decision = Decisions.of(List.of(equal), rule).get(0);
      assertThat(decision.outcome()).isEqualTo(Outcome.UNDECIDED);
      assertThat(decision.degenerate()).isTrue();
      assertThat(decision.p()).isBetween(0.0624, 1.0);
      assertThat(decision.interval().isKnown()).isFalse();
      assertThat(decision.sameInterval().isKnown()).isFalse();
    }
  }

  @Test
  void claimsNoDifferenceBetweenIdenticalResults() {
    for (DecisionRule kind : List.of(
        DecisionRule.fixed(),
        DecisionRule.overlapping(0.25),
        DecisionRule.sequential(2, 30),
        DecisionRule.sequential(5, 30),
        DecisionRule.sequential(30, 30))) {
      for (boolean larger : new boolean[] {true, false}) {
        for (double margin : new double[] {0, 0.003}) {
          DecisionRule rule = kind.withLargerIsBetter(larger).withMargin(margin);
          for (int n = 0; n <= 30; n++) {
            Decision decision = Decisions.of(List.of(new double[n]), rule).get(0);
            assertThat(decision.outcome())
                .as("%d differences of 0, %s", n, rule)
                .isIn(
                    margin > 0
                        ? List.of(Outcome.UNDECIDED, Outcome.SAME)
                        : List.of(Outcome.UNDECIDED));
            assertThat(decision.p()).as("p of %d, %s", n, rule).isIn(1.0, Double.NaN);
          }
        }
      }
    }
  }

  @Test
  void claimsNothingWhenIdenticalResultsAreFollowedByNoise() {
    double[] values = Arrays.copyOf(new double[10], 13);
    values[10] = 0.01;
    values[11] = -0.01;
    values[12] = 0.01;
    for (boolean larger : new boolean[] {true, false}) {
      DecisionRule rule = DecisionRule.sequential(5, 30).withLargerIsBetter(larger);
      assertThat(Decisions.of(List.of(values), rule).get(0).outcome()).isEqualTo(Outcome.UNDECIDED);
    }
  }

  @Test
  void claimsNothingOfEqualDifferencesOnTheMargin() {
    double[] equal = new double[20];
    Arrays.fill(equal, 0.86 - 0.85); // 0.010000000000000009
    for (double sign : new double[] {1, -1}) {
      double[] values = Arrays.stream(equal).map(x -> sign * x).toArray();
      for (double margin : new double[] {0.01, Math.nextUp(0.86 - 0.85)}) {
        for (DecisionRule rule : List.of(DecisionRule.fixed(), DecisionRule.sequential(5, 30))) {
          Decision decision =
              Decisions.of(List.of(values), rule.withMargin(margin)).get(0);
          assertThat(decision.sameP()).as("%s", rule).isGreaterThan(0.8);
        }
      }
    }
  }

  @Test
  void decidesNothingWithoutPairs() {
    List<Decision> decisions =
        Decisions.of(List.of(new double[] {0.3}, new double[0], CLEAR), DecisionRule.fixed());
    assertThat(decisions)
        .extracting(Decision::outcome)
        .containsExactly(Outcome.UNDECIDED, Outcome.UNDECIDED, Outcome.BETTER);
    assertThat(decisions.get(0).p()).isNaN();
    assertThat(decisions.get(2).adjustedP()).isEqualTo(decisions.get(2).p());
    assertThat(Decisions.of(List.of(), DecisionRule.fixed())).isEmpty();
  }

  @Test
  void keepsWhatWasClaimedAsSeedsAreAdded() {
    Random random = new Random(3);
    double[] values = new double[30];
    Arrays.setAll(values, i -> 1.5 + random.nextGaussian());
    SequentialTest test = new SequentialTest(5, 30);
    double before = 1;
    for (int n = 0; n <= 30; n++) {
      double[] seen = Arrays.copyOf(values, n);
      double p = test.p(seen);
      assertThat(p).isLessThanOrEqualTo(before);
      assertThat(test.interval(seen, 0.95).contains(0)).isEqualTo(p > 0.05);
      before = p;
    }
    assertThat(before).isLessThan(0.05);
  }

  @Test
  void agreesWithItsIntervalOnEquivalence() {
    Random random = new Random(4);
    DecisionRule rule = DecisionRule.sequential(5, 30).withMargin(0.5);
    int same = 0;
    for (int i = 0; i < 40; i++) {
      double[] values = new double[25];
      Arrays.setAll(values, j -> random.nextGaussian());
      Decision decision = Decisions.of(List.of(values), rule).get(0);
      boolean within =
          decision.sameInterval().low() >= -0.5 && decision.sameInterval().high() <= 0.5;
      assertThat(decision.outcome() == Outcome.SAME).isEqualTo(within);
      same += within ? 1 : 0;
    }
    assertThat(same).isBetween(1, 39);
  }

  @Test
  void isStudentsTestWhereThereIsOneLook() {
    SequentialTest once = new SequentialTest(6, 6);
    assertThat(once.p(WEAK)).isCloseTo(PairedTTest.of(WEAK).p(), within(0.005));
    assertThat(once.criticalT(6, 0.05)).isCloseTo(2.5706, within(0.05));
  }

  @Test
  void refusesMoreSeedsThanPlannedAndFoldsOneByOne() {
    assertThatThrownBy(() -> new SequentialTest(2, 5).p(WEAK))
        .hasMessageContaining("planned for at most 5");
    assertThatThrownBy(() -> new DecisionRule(0.05, 0, true, 0.25, new SequentialTest(2, 5)))
        .hasMessageContaining("overlap is 0.25");
    assertThatThrownBy(() -> DecisionRule.fixed().withAlpha(1))
        .hasMessageContaining("alpha is 1.0");
  }
}
