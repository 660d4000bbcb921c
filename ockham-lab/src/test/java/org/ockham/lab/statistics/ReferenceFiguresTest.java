package org.ockham.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ockham.lab.statistics.ReferenceFigures.numbers;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ReferenceFiguresTest {

  private static final Offset<Double> CLOSE = within(1e-9);

  @ParameterizedTest
  @ValueSource(strings = {"accuracies", "five", "three", "ties", "skewed"})
  void agreesWithScipyOnSmallSamples(String name) {
    JsonNode expected = ReferenceFigures.ALL.get("samples").get(name);
    double[] values = numbers(expected.get("values"));
    PairedTTest test = PairedTTest.of(values);
    assertThat(test.t()).isCloseTo(expected.get("t").asDouble(), CLOSE);
    assertThat(test.p()).isCloseTo(expected.get("p").asDouble(), CLOSE);
    isClose(test.interval(0.95), expected.get("interval"), CLOSE);
    assertThat(SignedRankTest.of(values).p())
        .isCloseTo(expected.get("signedRank").asDouble(), CLOSE);

    EffectSize effect = EffectSize.of(values);
    assertThat(effect.cohen()).isCloseTo(expected.get("cohen").asDouble(), CLOSE);
    assertThat(effect.hedges()).isCloseTo(expected.get("hedges").asDouble(), CLOSE);
    isClose(effect.interval(0.95), expected.get("effectInterval"), within(1e-6));

    double margin = expected.get("margin").asDouble();
    PairedTTest corrected = PairedTTest.overlapping(values, 1.0 / (values.length - 1));
    assertThat(corrected.t()).isCloseTo(expected.get("correctedT").asDouble(), CLOSE);
    assertThat(corrected.p()).isCloseTo(expected.get("correctedP").asDouble(), CLOSE);
    double[] posterior = numbers(expected.get("posterior"));
    assertThat(corrected.posterior(margin).below()).isCloseTo(posterior[0], CLOSE);
    assertThat(corrected.posterior(margin).within()).isCloseTo(posterior[1], CLOSE);
    assertThat(corrected.posterior(margin).above()).isCloseTo(posterior[2], CLOSE);

    double[] equivalence = numbers(expected.get("equivalence"));
    Equivalence same = Equivalence.of(test, margin);
    assertThat(same.lowerP()).isCloseTo(equivalence[0], CLOSE);
    assertThat(same.upperP()).isCloseTo(equivalence[1], CLOSE);
    assertThat(same.p()).isCloseTo(equivalence[2], CLOSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"five", "three"})
  void takesAllResamplesOfFewValues(String name) {
    JsonNode expected = ReferenceFigures.ALL.get("samples").get(name);
    Bootstrap bootstrap = Bootstrap.of(numbers(expected.get("values")), 0.95, 1);
    assertThat(bootstrap.method()).isEqualTo(Bootstrap.Method.BCA);
    isClose(bootstrap.interval(), expected.get("bca"), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accuracies", "ties", "skewed"})
  void drawsAsScipyDoes(String name) {
    JsonNode expected = ReferenceFigures.ALL.get("samples").get(name);
    Bootstrap bootstrap = Bootstrap.of(numbers(expected.get("values")), 0.95, 1);
    assertThat(bootstrap.method()).isEqualTo(Bootstrap.Method.BCA);
    isClose(
        bootstrap.interval(),
        expected.get("bcaDrawn"),
        within(0.15 * bootstrap.standardError())); // both drew
  }

  @ParameterizedTest
  @MethodSource
  void givesThePowerOfStatsmodels(JsonNode expected) {
    assertThat(Power.ofDifference(
            expected.get("effect").asDouble(),
            expected.get("n").asInt(),
            expected.get("alpha").asDouble()))
        .isCloseTo(expected.get("power").asDouble(), within(1e-7));
  }

  static Stream<JsonNode> givesThePowerOfStatsmodels() {
    return StreamSupport.stream(ReferenceFigures.ALL.get("powers").spliterator(), false);
  }

  @Test
  void needsTheSeedsOfStatsmodels() {
    for (JsonNode expected : ReferenceFigures.ALL.get("needed")) {
      assertThat(Power.seedsForDifference(
              expected.get("effect").asDouble(),
              expected.get("alpha").asDouble(),
              expected.get("power").asDouble()))
          .hasValue(expected.get("n").asInt());
    }
  }

  @Test
  void adjustsAndCountsAsStatsmodels() {
    for (JsonNode expected : ReferenceFigures.ALL.get("holm")) {
      assertThat(Holm.adjust(numbers(expected.get("p"))))
          .containsExactly(numbers(expected.get("adjusted")), within(1e-15));
    }
    for (JsonNode expected : ReferenceFigures.ALL.get("mcnemar")) {
      assertThat(
              new McNemar(expected.get("first").asInt(), expected.get("second").asInt()).p())
          .isCloseTo(expected.get("p").asDouble(), CLOSE);
    }
  }

  private static void isClose(Interval interval, JsonNode ends, Offset<Double> offset) {
    assertThat(interval.low()).isCloseTo(ends.get(0).asDouble(), offset);
    assertThat(interval.high()).isCloseTo(ends.get(1).asDouble(), offset);
  }
}
