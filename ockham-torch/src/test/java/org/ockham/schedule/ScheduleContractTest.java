package org.ockham.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.nn.Linear;
import org.ockham.nn.Selection;
import org.ockham.optim.Adam;
import org.ockham.optim.Optimizer;
import org.ockham.optim.ParameterGroup;
import org.ockham.optim.Sgd;

/** What every schedule promises. A new one is added to {@link #schedules}. */
final class ScheduleContractTest {

  static Stream<Curve> curves() {
    return Stream.of(
        new LambdaLR(step -> 1.0 / (1 + step)),
        new MultiplicativeLR(step -> 0.9),
        StepLR.every(3),
        MultiStepLR.at(2, 5).gamma(0.3),
        ConstantLR.of(0.5, 4),
        LinearLR.between(0.1, 1, 6),
        ExponentialLR.of(0.9),
        PolynomialLR.over(8).power(2),
        CosineAnnealingLR.over(10).minRate(0.01),
        CosineAnnealingWarmRestarts.every(4),
        CosineAnnealingWarmRestarts.every(3).multiplier(2).minRate(0.01),
        CyclicLR.between(0.01, 0.1).steps(3, 2),
        CyclicLR.between(0.01, 0.1).steps(3, 2).halving().momentumBetween(0.7, 0.8),
        CyclicLR.between(0.01, 0.1).steps(3, 2).exponential(0.9).cycleMomentum(false),
        OneCycleLR.upTo(0.5, 12),
        OneCycleLR.upTo(0.5, 12).linear(true).threePhase(true).momentumBetween(0.7, 0.9),
        OneCycleLR.upTo(0.5, 12).cycleMomentum(false).pctStart(0.5).divFactors(10, 10),
        SequentialLR.of(LinearLR.between(0.1, 1, 3)).then(3, OneCycleLR.upTo(1, 10)),
        ChainedScheduler.of(ExponentialLR.of(0.9), ConstantLR.of(0.5, 2), OneCycleLR.upTo(1, 10)),
        CosineAnnealingLR.over(10).afterWarmup(4),
        Warmup.of(4).startFactor(0),
        SWALR.to(0.05).annealSteps(5),
        SWALR.to(0.01).linear(true).annealSteps(3).after(4, OneCycleLR.upTo(1, 10)));
  }

  static Stream<Schedule> schedules() {
    return Stream.concat(
        curves(),
        Stream.of(ReduceLROnPlateau.minimizing().patience(1).factor(0.5).cooldown(1)));
  }

  private static final double[] METRICS = {
    1, 0.5, 0.6, 0.55, 0.4, 0.41, 0.42, 0.43, 0.44, 0.5, 0.6, 0.7, 0.8, 0.9
  };

  private static Optimizer optimizer() {
    return Sgd.rate(0.1)
        .momentum(0.9)
        .group(Selection.biases(), Sgd.rate(0.2).momentum(0.8))
        .over(new Linear(2, 2).initialize(0));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void goesOnFromASavedState(Schedule schedule) {
    Optimizer straight = optimizer();
    Scheduler first = schedule.over(straight);
    for (int i = 0; i < 6; i++) {
      first.advance(METRICS[i]);
    }
    Optimizer resumed = optimizer();
    Scheduler second = schedule.over(resumed);
    second.restore(first.state());
    assertSame(resumed, straight);
    for (int i = 6; i < METRICS.length; i++) {
      first.advance(METRICS[i]);
      second.advance(METRICS[i]);
      assertSame(resumed, straight);
    }
    assertThat(second.state()).isEqualTo(first.state());
  }

  private static void assertSame(Optimizer actual, Optimizer expected) {
    for (int i = 0; i < 2; i++) {
      assertThat(actual.groups().get(i).rate())
          .isEqualTo(expected.groups().get(i).rate());
      assertThat(actual.groups().get(i).momentum())
          .isEqualTo(expected.groups().get(i).momentum());
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void setsWhatItDraws(Curve curve) {
    Optimizer optimizer = optimizer();
    Scheduler scheduler = curve.over(optimizer);
    double[] rates = curve.rates(0.2, 20);
    double[] momenta = curve.momenta(0.8, 20);
    ParameterGroup biases = optimizer.groups().get(1);
    for (int step = 0; step < 20; step++) {
      assertThat(biases.rate()).isEqualTo(rates[step]);
      assertThat(biases.momentum()).hasValue(momenta[step]);
      assertThat(rates[step]).isNotNegative().isFinite();
      scheduler.advance();
    }
    assertThat(curve.followsMetric()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void refusesAnotherSchedulesState(Schedule schedule) {
    assertThatThrownBy(() -> schedule.over(optimizer()).restore(Map.of("other", 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other");
  }

  @Test
  void momentumIsNotCycledWhereThereIsNone() {
    Optimizer plain = Sgd.rate(0.1).over(new Linear(2, 2).initialize(0));
    assertThatThrownBy(() -> OneCycleLR.upTo(1, 10).over(plain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cycleMomentum(false)");
    Optimizer adam = Adam.rate(0.1).over(new Linear(2, 2).initialize(0));
    OneCycleLR.upTo(1, 10).over(adam);
    assertThat(adam.momentum()).hasValue(0.95);
  }

  @Test
  void groupsHaveTheirOwnValues() {
    Optimizer optimizer = optimizer();
    follow(OneCycleLR.upTo(1, 10).maxRate(0.5, 0.3), optimizer);
    assertGroups(
        optimizer,
        OneCycleLR.upTo(0.5, 10).rates(0, 6),
        OneCycleLR.upTo(0.3, 10).rates(0, 6));
    follow(CyclicLR.between(0, 1).steps(4, 4).baseRate(0.1, 0.2).maxRate(0.5, 0.4), optimizer);
    assertGroups(
        optimizer,
        CyclicLR.between(0.1, 0.5).steps(4, 4).rates(0, 6),
        CyclicLR.between(0.2, 0.4).steps(4, 4).rates(0, 6));
    follow(SWALR.to(0.05, 0.02).annealSteps(4), optimizer);
    assertGroups(optimizer, new double[] {0.05}, new double[] {0.02});
    follow(new LambdaLR(step -> 1.0 / (1 + step), step -> 2), optimizer);
    assertThat(optimizer.groups().get(0).rate()).isEqualTo(0.1 / 6);
    assertThat(optimizer.groups().get(1).rate()).isEqualTo(0.4);
  }

  @Test
  void groupsHaveTheirOwnValuesInsideOtherCurvesToo() {
    Curve own = new MultiplicativeLR(step -> 0.5, step -> 2);
    for (Curve curve : List.of(
        ChainedScheduler.of(own),
        SequentialLR.of(own),
        new Warmup(1, 1, own),
        SWALR.to(0).after(100, own))) {
      assertThat(curve.ofGroup(0, 2).rate(2, 1)).as("%s", curve).isLessThan(1);
      assertThat(curve.ofGroup(1, 2).rate(2, 1)).as("%s", curve).isGreaterThan(1);
      assertThat(curve.rate(2, 1)).isEqualTo(curve.ofGroup(0, 2).rate(2, 1));
    }
  }

  @Test
  void plateausEndAtTheGroupsOwnLeastRates() {
    Optimizer optimizer = optimizer();
    Scheduler plateau =
        ReduceLROnPlateau.minimizing().patience(0).minRate(0.04, 0.09).over(optimizer);
    plateau.advance(1);
    plateau.advance(1);
    assertThat(optimizer.groups().get(0).rate()).isEqualTo(0.04);
    assertThat(optimizer.groups().get(1).rate()).isEqualTo(0.09);
  }

  @Test
  void valuesForAnotherNumberOfGroupsAreRefused() {
    for (Schedule schedule : List.of(
        OneCycleLR.upTo(1, 10).maxRate(1, 2, 3),
        CyclicLR.between(0, 1).baseRate(1, 2, 3),
        CyclicLR.between(0, 1).maxRate(1, 2, 3),
        SWALR.to(1, 2, 3),
        new LambdaLR(step -> 1, step -> 1, step -> 1),
        new MultiplicativeLR(step -> 1, step -> 1, step -> 1),
        ReduceLROnPlateau.minimizing().minRate(1, 2, 3))) {
      assertThatThrownBy(() -> schedule.over(optimizer()))
          .as("%s", schedule)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has 3 values, but the optimiser has 2 groups");
    }
    refused("maxRate has no value", () -> OneCycleLR.upTo(1, 10).maxRate(new double[0]));
    refused("swaRate has no value", () -> SWALR.to());
    refused("factor has no value", () -> new LambdaLR());
    refused("swaRate is -1.0", () -> SWALR.to(0.1, -1));
    refused("annealSteps is -1", () -> SWALR.to(0.1).annealSteps(-1));
    refused("start is -1", () -> SWALR.to(0.1).after(-1, StepLR.every(1)));
  }

  private static void follow(Schedule schedule, Optimizer optimizer) {
    Scheduler scheduler = schedule.over(optimizer);
    for (int i = 0; i < 5; i++) {
      scheduler.advance();
    }
  }

  private static void assertGroups(Optimizer optimizer, double[] first, double[] second) {
    assertThat(optimizer.groups().get(0).rate()).isEqualTo(first[first.length - 1]);
    assertThat(optimizer.groups().get(1).rate()).isEqualTo(second[second.length - 1]);
  }

  @Test
  void averagingStartsFromTheRateInForce() {
    SWALR swa = SWALR.to(0.05).annealSteps(2).linear(true).after(3, ExponentialLR.of(0.5));
    assertRates(swa.rates(0.8, 7), 0.8, 0.4, 0.2, 0.1, 0.075, 0.05, 0.05);
    assertRates(SWALR.to(0.05).annealSteps(0).rates(0.8, 2), 0.05, 0.05);
  }

  @Test
  void plateausFollowAMetric() {
    Scheduler plateau = ReduceLROnPlateau.maximizing().over(optimizer());
    assertThatThrownBy(plateau::advance).hasMessageContaining("advance(metric)");
    assertThat(ReduceLROnPlateau.maximizing().followsMetric()).isTrue();
    ReduceLROnPlateau impatient = ReduceLROnPlateau.minimizing().patience(0).minRate(0.04);
    assertThat(impatient.rates(0.1, new double[] {Double.NaN, 1, Double.NaN, 2, 3}))
        .containsExactly(0.1, 0.04, 0.04, 0.04, 0.04);
    assertThat(ReduceLROnPlateau.maximizing()
            .patience(0)
            .threshold(0.1)
            .factor(0.5)
            .rates(1, new double[] {1, 1.05, 1.2}))
        .containsExactly(1, 1, 0.5);
  }

  /** A part of the best's size: below zero too, worse must not count as better. */
  @Test
  void plateausBelowZeroAreThoseAbove() {
    ReduceLROnPlateau minimizing =
        ReduceLROnPlateau.minimizing().threshold(0.1).patience(0).factor(0.1);
    assertRates(minimizing.rates(1, new double[] {-1, -0.95, -0.95, -0.95}), 1, 1, 0.1, 0.01);
    assertRates(minimizing.rates(1, new double[] {-1, -1.05, -1.2, -1.2}), 1, 1, 0.1, 0.1);
    ReduceLROnPlateau maximizing =
        ReduceLROnPlateau.maximizing().threshold(0.1).patience(0).factor(0.1);
    assertRates(maximizing.rates(1, new double[] {-1, -1.05, -0.95, -0.8}), 1, 1, 0.1, 0.01);
    double[] constant = new double[8];
    for (double sign : new double[] {1, -1}) {
      java.util.Arrays.fill(constant, sign);
      for (ReduceLROnPlateau schedule :
          List.of(ReduceLROnPlateau.minimizing(), ReduceLROnPlateau.maximizing())) {
        assertRates(schedule.patience(2).rates(1, constant), 1, 1, 1, 1, 0.1, 0.1, 0.1, 0.01);
      }
    }
  }

  @Test
  void whateverIsMeasuredIsBetterThanInfinity() {
    double infinity = Double.POSITIVE_INFINITY;
    ReduceLROnPlateau minimizing = ReduceLROnPlateau.minimizing().patience(1);
    double[] falling = {infinity, 5, 4, 3, 2, 1};
    assertRates(minimizing.rates(1, falling), 1, 1, 1, 1, 1, 1);
    assertRates(minimizing.absoluteThreshold(0.5).rates(1, falling), 1, 1, 1, 1, 1, 1);
    assertRates(
        ReduceLROnPlateau.maximizing().patience(1).rates(1, new double[] {-infinity, 1, 2, 3}),
        1,
        1,
        1,
        1);
    // neither is it better than nothing, nor is what is no number
    assertRates(
        minimizing.rates(1, new double[] {infinity, Double.NaN, infinity, 5, 4}),
        1,
        1,
        0.1,
        0.1,
        0.1);
    // a loss that fell without end stays the best
    assertRates(minimizing.rates(1, new double[] {1, -infinity, 0, 0, 0}), 1, 1, 1, 1, 0.1);
  }

  private static void assertRates(double[] actual, double... expected) {
    assertThat(actual).containsExactly(expected, within(1e-12));
  }

  @Test
  void oneCycleOfFewStepsStaysInBoundsAndEndsAtTheEnd() {
    for (boolean linear : new boolean[] {false, true}) {
      for (boolean threePhase : new boolean[] {false, true}) {
        for (double pctStart : new double[] {0, 0.1, 0.3, 0.5, 0.7, 1}) {
          if (threePhase && pctStart > 0.5) {
            continue;
          }
          for (int n = 1; n <= 8; n++) {
            OneCycleLR cycle =
                OneCycleLR.upTo(1, n).pctStart(pctStart).linear(linear).threePhase(threePhase);
            double[] rates = cycle.rates(1, n + 2);
            double[] momenta = cycle.momenta(0.9, n + 2);
            for (int step = 0; step < rates.length; step++) {
              assertThat(rates[step]).as("%s, step %s", cycle, step).isBetween(4e-6 - 1e-12, 1.0);
              assertThat(momenta[step]).isBetween(0.85 - 1e-12, 0.95 + 1e-12);
            }
            boolean down = pctStart * n < n;
            assertThat(rates[n - 1]).as("%s", cycle).isCloseTo(down ? 4e-6 : 1, within(1e-12));
          }
        }
      }
    }
    // from PyTorch
    assertRates(OneCycleLR.upTo(1, 2).rates(1, 2), 0.811745653949763, 4e-6);
    assertRates(
        OneCycleLR.upTo(1, 3).threePhase(true).rates(1, 3),
        0.03918994048634272,
        0.017155987864210843,
        4e-6);
    assertRates(
        OneCycleLR.upTo(1, 4).pctStart(0.5).threePhase(true).rates(1, 4), 0.04, 1, 0.04, 4e-6);
  }

  @Test
  void schedulesOfOneStepAreFinite() {
    for (Curve curve : List.of(
        CosineAnnealingLR.over(1),
        CosineAnnealingWarmRestarts.every(1),
        CosineAnnealingWarmRestarts.every(1).multiplier(Long.MAX_VALUE),
        PolynomialLR.over(1),
        LinearLR.between(0, 1, 1),
        ConstantLR.of(0.5, 0),
        StepLR.every(1),
        CyclicLR.between(0.01, 0.1).steps(1, 1),
        Warmup.of(1),
        CosineAnnealingLR.over(1).afterWarmup(1))) {
      for (double rate : curve.rates(1, 5)) {
        assertThat(rate).as("%s", curve).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void warmUpRisesToTheCurvesFirstRate() {
    double[] rates = ExponentialLR.of(0.5).afterWarmup(4).rates(1, 7);
    double[] expected = {0.25, 0.4375, 0.625, 0.8125, 1, 0.5, 0.25};
    for (int i = 0; i < expected.length; i++) {
      assertThat(rates[i]).isEqualTo(expected[i], within(1e-15));
    }
  }

  @Test
  void chainsMultiplyFactors() {
    Curve chain = ChainedScheduler.of(ExponentialLR.of(0.9), ConstantLR.of(0.1, 2));
    assertThat(chain.rate(1, 1)).isEqualTo(0.09, within(1e-15));
    assertThat(chain.rate(2, 1)).isEqualTo(0.81, within(1e-15));
  }

  @Test
  void settingsOutOfBoundsAreRefusedByName() {
    refused("stepSize is 0", () -> StepLR.every(0));
    refused("gamma is NaN", () -> StepLR.every(1).gamma(Double.NaN));
    refused("gamma is -1.0", () -> MultiStepLR.at(1).gamma(-1));
    refused("factor is -1.0", () -> ConstantLR.of(-1, 1));
    refused("totalSteps is 0", () -> LinearLR.between(0, 1, 0));
    refused("gamma is Infinity", () -> ExponentialLR.of(Double.POSITIVE_INFINITY));
    refused("totalSteps is 0", () -> PolynomialLR.over(0));
    refused("minRate is -1.0", () -> CosineAnnealingLR.over(1).minRate(-1));
    refused("multiplier is 0", () -> CosineAnnealingWarmRestarts.every(1).multiplier(0));
    refused("stepsDown is 0", () -> CyclicLR.between(0, 1).steps(1, 0));
    refused("baseMomentum is 1.0", () -> CyclicLR.between(0, 1).momentumBetween(1, 1));
    refused("pctStart is 2.0", () -> OneCycleLR.upTo(1, 1).pctStart(2));
    refused("pctStart is 0.7", () -> OneCycleLR.upTo(1, 5).threePhase(true).pctStart(0.7));
    refused("pctStart is 0.7", () -> OneCycleLR.upTo(1, 5).pctStart(0.7).threePhase(true));
    refused("divFactor is 0.0", () -> OneCycleLR.upTo(1, 1).divFactors(0, 1));
    refused("factor is 1.0", () -> ReduceLROnPlateau.minimizing().factor(1));
    refused("patience is -1", () -> ReduceLROnPlateau.minimizing().patience(-1));
    refused("no curves", () -> ChainedScheduler.of());
    refused("steps is 0", () -> Warmup.of(0));
    refused("milestone 0 is 0", () -> SequentialLR.of(Warmup.of(1)).then(0, Warmup.of(1)));
    refused("milestones []", () -> new SequentialLR(List.of(), List.of()));
  }

  private static void refused(
      String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
