package org.ockham.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.Trial;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;

final class TpeTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return Tpe.seeded(seed);
  }

  @Test
  void widthsOfAKnownCase() {
    double[] widths = Parzen.widths(new double[] {-0.4, 0.4, 0.41, 0.42}, -1, 1, true, true);
    double[] expected = {0.8, 0.8, 1.0 / 3, 0.58};
    for (int i = 0; i < expected.length; i++) {
      assertThat(widths[i]).isCloseTo(expected[i], within(1e-12));
    }
  }

  @Test
  void outerWidthsTakeTheInnerGap() {
    double[] widths = Parzen.widths(new double[] {-0.4, 0.4, 0.41, 0.42}, -1, 1, false, false);
    double[] expected = {0.8, 0.8, 0.01, 0.01};
    for (int i = 0; i < expected.length; i++) {
      assertThat(widths[i]).isCloseTo(expected[i], within(1e-12));
    }
    assertThat(Parzen.widths(new double[] {0.5}, 0, 2, true, false)).containsExactly(1.5);
  }

  @Test
  void weightsRampUpToTheLastTwentyFive() {
    double[] few = Parzen.weights(3, Parzen.recent(3));
    assertThat(few).containsExactly(0.25, 0.25, 0.25, 0.25);
    double[] many = Parzen.weights(28, Parzen.recent(28));
    double sum = 1 / 28.0 + (1 / 28.0 + 1) / 2 + 1 + 26;
    assertThat(many[0]).isCloseTo(1 / 28.0 / sum, within(1e-15));
    assertThat(many[2]).isCloseTo(1 / sum, within(1e-15));
    assertThat(many[28]).isCloseTo(1 / sum, within(1e-15));
  }

  @Test
  void aTenthAndAtMostTwentyFiveAreGood() {
    assertThat(Tpe.seeded(1).good(1, false)).isEqualTo(1);
    assertThat(Tpe.seeded(1).good(10, false)).isEqualTo(1);
    assertThat(Tpe.seeded(1).good(11, false)).isEqualTo(2);
    assertThat(Tpe.seeded(1).good(1000, false)).isEqualTo(25);
    assertThat(Tpe.seeded(1).good(1000, true)).isEqualTo(100);
  }

  @Test
  void theShareOfGoodTrialsAndTheirWeightsCanBeChosen() {
    assertThat(Tpe.seeded(1).withGamma(n -> n / 2).good(40, false)).isEqualTo(20);
    List<Object> usual = proposed(Tpe.seeded(1));
    assertThat(proposed(Tpe.seeded(1).withGamma(n -> n / 2))).isNotEqualTo(usual);
    assertThat(proposed(Tpe.seeded(1).withWeights(Parzen::equal))).isNotEqualTo(usual);
    assertThat(proposed(Tpe.seeded(1).withWeights(Parzen::recent))).isEqualTo(usual);
    for (IntUnaryOperator wrong : List.<IntUnaryOperator>of(n -> 0, n -> n + 1)) {
      assertThatThrownBy(() -> proposed(Tpe.seeded(1).withGamma(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("of 10 trials");
    }
    for (IntFunction<double[]> wrong : List.<IntFunction<double[]>>of(
        n -> new double[n + 1],
        n -> n == 0 ? new double[0] : weight(n, Double.NaN),
        n -> weight(n, -1))) {
      assertThatThrownBy(() -> proposed(Tpe.seeded(1).withWeights(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("weights of");
    }
  }

  private static double[] weight(int n, double last) {
    double[] weights = new double[n];
    weights[n - 1] = last;
    return weights;
  }

  private static List<Object> proposed(Sampler sampler) {
    return Study.minimize("s", Storage.memory(), sampler)
        .optimize(trial -> Math.abs(trial.suggestDouble("x", 0, 1) - 0.3), 50)
        .trials()
        .stream()
        .map(trial -> trial.params().get("x"))
        .toList();
  }

  /** The density of every kernel summed as it is written, its mass in a bin integrated. */
  @Test
  void densitiesOverGridsAreThoseOfTheirDefinition() {
    SplittableRandom random = new SplittableRandom(1);
    for (Distribution distribution : List.of(
        IntDistribution.of(1, 100),
        IntDistribution.of(0, 1_000_000),
        IntDistribution.log(1, 512),
        IntDistribution.stepped(0, 512, 8),
        FloatDistribution.stepped(-1, 1, 0.25))) {
      for (int n : new int[] {1, 7, 60, 400}) {
        double low = GridKernels.edge(distribution, -0.5);
        double high = GridKernels.edge(distribution, 0.5);
        double[] centres = random.doubles(n, low, high).sorted().toArray();
        double[] widths = random
            .doubles(n)
            .map(u -> (high - low) * Math.exp(u * Math.log(1e-2)))
            .toArray();
        int[] place = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
        double[] weights = random.doubles(n).toArray();
        Mixture mixture = Mixture.of(
            weights, new Kernels[] {new GridKernels(distribution, centres, widths, place)});
        for (int i = 0; i < 40; i++) {
          double x = distribution.quantile(random.nextDouble());
          double half = GridKernels.step(distribution) / 2;
          double left = distribution.log() ? Math.log(x - half) : x - half;
          double right = distribution.log() ? Math.log(x + half) : x + half;
          double sum = 0;
          for (int k = 0; k < n; k++) {
            sum += weights[place[k]]
                * mass(left, right, centres[k], widths[k])
                / mass(low, high, centres[k], widths[k]);
          }
          assertThat(mixture.logDensity(new double[] {x}, new double[n]))
              .as("%s at %s", distribution, x)
              .isCloseTo(Math.log(sum), within(1e-11));
        }
      }
    }
  }

  /** A difference where it keeps its digits, else Simpson's rule, whose error here is below 1e-13 of the mass. */
  private static double mass(double from, double to, double centre, double width) {
    if (to - from > 0.1 * width) {
      return Normal.mass((from - centre) / width, (to - centre) / width);
    }
    int pieces = 4 * (int) Math.ceil(40 + 40 * (to - from) / width);
    double sum = 0;
    for (int i = 0; i <= pieces; i++) {
      double z = (from + (to - from) * i / pieces - centre) / width;
      sum += (i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(-0.5 * z * z);
    }
    return sum * (to - from) / pieces / 3 / (width * Math.sqrt(2 * Math.PI));
  }

  @Test
  void theNormalDistributionIsAccurate() {
    assertThat(Normal.cdf(0)).isEqualTo(0.5);
    assertThat(Normal.cdf(-1)).isCloseTo(0.15865525393145705, within(1e-15));
    assertThat(Normal.cdf(-10)).isCloseTo(7.619853024160527e-24, within(1e-29));
    assertThat(Normal.mass(8, 9))
        .isCloseTo(6.220960574271786e-16 - 1.1285884059538408e-19, within(1e-22));
    assertThat(Normal.logCdf(-10)).isCloseTo(-53.23128515051247, within(1e-8));
    assertThat(Normal.logCdf(-29.999)).isCloseTo(Normal.logCdf(-30.001) + 0.06006, within(2e-3));
    assertThat(Normal.truncated(0, 1, 30, 31, 0.5)).isBetween(30.0, 31.0);
    assertThat(Normal.truncated(0, 1, -31, -30, 0.5)).isBetween(-31.0, -30.0);
  }

  /** Asked with the same trials, a proposal must not depend on whether they came one by one or were all there. */
  @Test
  void learningStepByStepIsLearningAtOnce() {
    Storage storage = Storage.memory();
    Study first = Study.minimize("s", storage, Tpe.seeded(1));
    StudyResult result = first.optimize(SamplerContract::mixed, 80);
    Study again = Study.minimize("s", storage, Tpe.seeded(1));
    Trial a = first.ask();
    Trial b = again.ask();
    assertThat(result.trials()).hasSize(80);
    // They have different numbers, so different streams: compare what a stream-less part sees.
    assertThat(a.number() + 1).isEqualTo(b.number());
    Study copy = Study.minimize("copy", storage, Tpe.seeded(1));
    List<FrozenTrial> resumed = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      resumed = Study.minimize("copy", storage, Tpe.seeded(1))
          .optimize(SamplerContract::mixed, Plan.upTo(10 * (i + 1)))
          .trials();
    }
    for (int i = 0; i < 80; i++) {
      assertThat(resumed.get(i).params()).isEqualTo(result.trials().get(i).params());
    }
    assertThat(copy.result().trials()).hasSize(80);
  }

  @Test
  void itIsBetterThanRandomSearch() {
    double tpe = 0;
    double random = 0;
    for (int seed = 0; seed < 10; seed++) {
      tpe += best(Tpe.seeded(seed));
      random += best(Random.seeded(seed));
    }
    assertThat(tpe).isLessThan(random / 3);
  }

  private static double best(Sampler sampler) {
    return Study.minimize("s", Storage.memory(), sampler)
        .optimize(
            trial -> Math.pow(trial.suggestDouble("x", -10, 10) - 2, 2)
                + Math.pow(trial.suggestDouble("y", -10, 10) + 5, 2),
            80)
        .best()
        .value();
  }

  @Test
  void parallelTrialsKeepApart() {
    Study study = Study.minimize("s", Storage.memory(), Tpe.seeded(1));
    study.optimize(trial -> Math.abs(trial.suggestDouble("x", 0, 1) - 0.5), 50);
    List<Double> asked = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      asked.add(study.ask().suggestDouble("x", 0, 1));
    }
    assertThat(asked.stream().mapToDouble(x -> x).max().orElseThrow()
            - asked.stream().mapToDouble(x -> x).min().orElseThrow())
        .isGreaterThan(0.05);
    assertThat(asked.stream().distinct()).hasSize(10);
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> Tpe.seeded(1).withCandidates(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Tpe.seeded(1).withStartup(-1)).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> Tpe.seeded(1).withMultivariate(false).withGroup(true))
        .hasMessageContaining("both or neither");
  }
}
