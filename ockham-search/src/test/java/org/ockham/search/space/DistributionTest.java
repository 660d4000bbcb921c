package org.ockham.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DistributionTest {

  static Distribution[] all() {
    return new Distribution[] {
      FloatDistribution.of(-2, 3),
      FloatDistribution.of(1, 1),
      FloatDistribution.log(1e-5, 0.1),
      FloatDistribution.stepped(0, 0.5, 0.05),
      FloatDistribution.stepped(-1, 1, 0.3),
      IntDistribution.of(-3, 7),
      IntDistribution.log(1, 1000),
      IntDistribution.stepped(2, 11, 3),
      IntDistribution.of(-(1L << 53), 1L << 53),
      CategoricalDistribution.of("sgd", null, true, 3, 2.5),
      CategoricalDistribution.of(List.of(1, 2), List.of(), Map.of("a", List.of(1.5)), 1L << 53),
    };
  }

  @ParameterizedTest
  @MethodSource("all")
  void quantilesLieWithinAndPositionsLeadBack(Distribution distribution) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      double u = i < 2 ? i : random.nextDouble();
      double value = distribution.quantile(u);
      assertThat(distribution.contains(value))
          .as("%s in %s", value, distribution)
          .isTrue();
      assertThat(distribution.toInternal(distribution.toExternal(value))).isEqualTo(value);
      assertThat(distribution.quantile(distribution.position(value)))
          .isCloseTo(value, within(value));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(1e-12 * Math.max(1, Math.abs(value)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void jsonLeadsBack(Distribution distribution) {
    assertThat(DistributionJson.read(DistributionJson.write(distribution))).isEqualTo(distribution);
  }

  @Test
  void jsonIsPythons() {
    assertThat(DistributionJson.write(IntDistribution.stepped(2, 11, 3)))
        .isEqualTo(
            "{\"name\": \"IntDistribution\", \"attributes\": {\"log\": false, \"step\": 3, \"low\": 2, \"high\": 11}}");
    assertThat(DistributionJson.write(CategoricalDistribution.of("sgd", null, true, 3, 2.5)))
        .isEqualTo("{\"name\": \"CategoricalDistribution\", \"attributes\":"
            + " {\"choices\": [\"sgd\", null, true, 3, 2.5]}}");
    assertThat(DistributionJson.read("{\"name\": \"FloatDistribution\", \"attributes\":"
            + " {\"step\": null, \"low\": 1e-05, \"high\": 0.1, \"log\": true}}"))
        .isEqualTo(FloatDistribution.log(1e-5, 0.1));
  }

  @Test
  void oldNamesAreRead() {
    assertThat(read("UniformDistribution", "\"low\": 0.0, \"high\": 1.0"))
        .isEqualTo(FloatDistribution.of(0, 1));
    assertThat(read("LogUniformDistribution", "\"low\": 0.1, \"high\": 1.0"))
        .isEqualTo(FloatDistribution.log(0.1, 1));
    assertThat(read("DiscreteUniformDistribution", "\"low\": 0.0, \"high\": 1.0, \"q\": 0.25"))
        .isEqualTo(FloatDistribution.stepped(0, 1, 0.25));
    assertThat(read("IntUniformDistribution", "\"low\": 1, \"high\": 9, \"step\": 2"))
        .isEqualTo(IntDistribution.stepped(1, 9, 2));
    assertThat(read("IntLogUniformDistribution", "\"low\": 1, \"high\": 9, \"step\": 1"))
        .isEqualTo(IntDistribution.log(1, 9));
  }

  private static Distribution read(String name, String attributes) {
    return DistributionJson.read(
        "{\"name\": \"" + name + "\", \"attributes\": {" + attributes + "}}");
  }

  @Test
  void pythonsNumbersAreReadAndNotWritten() {
    assertThat(Json.read("[NaN, Infinity, -Infinity]"))
        .isEqualTo(
            java.util.List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    assertThatThrownBy(() -> Json.write(java.util.Map.of("x", Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThat(Json.write("ä")).isEqualTo("\"\\u00E4\"");
  }

  @Test
  void wholeNumbersOfPythonAreRead() {
    IntDistribution long64 =
        (IntDistribution) read("IntDistribution", "\"low\": 0, \"high\": 9007199254740993");
    assertThat(long64).isEqualTo(IntDistribution.of(0, (1L << 53) + 1));
    assertThat(long64.exact()).isFalse();
    IntDistribution huge = (IntDistribution)
        read("IntDistribution", "\"low\": -1" + "0".repeat(30) + ", \"high\": 1" + "0".repeat(30));
    assertThat(huge).isEqualTo(IntDistribution.of(Long.MIN_VALUE, Long.MAX_VALUE));
    assertThat(huge.cardinality()).isEqualTo(Long.MAX_VALUE);
    assertThat(huge.toExternal(1e22)).isEqualTo(new BigInteger("1" + "0".repeat(22)));
    assertThat(huge.toExternal(0x1p60)).isEqualTo(1L << 60);
    assertThat(huge.toExternal(2.5)).isEqualTo(2.5);
    assertThat(IntDistribution.of(0, 1L << 53).exact()).isTrue();
    CategoricalDistribution choices = (CategoricalDistribution)
        read("CategoricalDistribution", "\"choices\": [9007199254740992, 9007199254740993]");
    assertThat(choices.toInternal((1L << 53) + 1)).isEqualTo(1);
    assertThat(choices.toInternal(0x1p53)).isZero();
  }

  @Test
  void choicesOfPythonAreRead() {
    Distribution choices =
        read("CategoricalDistribution", "\"choices\": [[1, [2.0]], {\"a\": null}]");
    assertThat(choices.toExternal(0)).isEqualTo(List.of(1, List.of(2.0)));
    assertThat(choices.toInternal(List.of(1.0, List.of(2)))).isZero();
    assertThat(choices)
        .isEqualTo(CategoricalDistribution.of(
            List.of(1.0, List.of(2)), Collections.singletonMap("a", null)));
    assertThat(choices.hashCode())
        .isEqualTo(CategoricalDistribution.of(
                List.of(1.0, List.of(2)), Collections.singletonMap("a", null))
            .hashCode());
    assertThatThrownBy(() -> choices.toExternal(2)).hasMessageContaining("2.0 of 2 choices");
    assertThatThrownBy(() -> choices.toExternal(Double.NaN)).hasMessageContaining("NaN");
  }

  /** Whatever a database holds, reading ends with a distribution or with the reader's own refusal. */
  @Test
  void damagedTextIsRefusedInOneWay() {
    SplittableRandom random = new SplittableRandom(1);
    String[] pieces = {
      "null",
      "-",
      "1e999",
      "NaN",
      "[",
      "]",
      "{",
      "}",
      "\"",
      "low",
      "true",
      "1e400",
      "0",
      "9".repeat(40),
      ",",
      ":",
      "\\u00",
      "[[[[",
      "\"log\": true",
      "Infinity",
      "\"step\": 0.1",
      "\u0000",
      "é"
    };
    int read = 0;
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder(DistributionJson.write(all()[i % all().length]));
      for (int change = random.nextInt(1, 3); change > 0; change--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(4));
        text.replace(at, end, random.nextBoolean() ? pieces[random.nextInt(pieces.length)] : "");
      }
      try {
        Distribution distribution = DistributionJson.read(text.toString());
        assertThat(distribution.contains(distribution.quantile(0.3)) || !exact(distribution))
            .as("%s", distribution)
            .isTrue();
        assertThat(distribution.hashCode()).isEqualTo(distribution.hashCode());
        read++;
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
    assertThat(read).isBetween(100, 1900);
  }

  private static boolean exact(Distribution distribution) {
    return !(distribution instanceof IntDistribution whole) || whole.exact();
  }

  @Test
  void boundsAreChecked() {
    assertThatThrownBy(() -> FloatDistribution.of(2, 1)).hasMessageContaining("low <= high");
    assertThatThrownBy(() -> FloatDistribution.log(0, 1)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> FloatDistribution.stepped(0, 1, 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> FloatDistribution.of(0, Double.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(() -> IntDistribution.log(0, 3)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> IntDistribution.stepped(0, 3, 0)).hasMessageContaining("at least 1");
    assertThatThrownBy(CategoricalDistribution::of).hasMessageContaining("at least one");
    assertThatThrownBy(() -> CategoricalDistribution.of(new Object()))
        .hasMessageContaining("choose the object by it");
  }

  @Test
  void highIsLoweredToTheGrid() {
    assertThat(FloatDistribution.stepped(0, 1, 0.3).high()).isEqualTo(0.9);
    assertThat(FloatDistribution.stepped(0, 1, 0.1).toInternal(0.1 + 0.2)).isEqualTo(0.3);
    assertThat(IntDistribution.stepped(2, 12, 3).high()).isEqualTo(11);
  }

  @Test
  void whatMayChangeAndWhatMustStay() {
    FloatDistribution.of(0, 1).requireCompatible("x", FloatDistribution.stepped(0, 2, 0.5));
    assertThatThrownBy(
            () -> FloatDistribution.of(1, 2).requireCompatible("x", FloatDistribution.log(1, 2)))
        .hasMessageContaining("\"x\"");
    assertThatThrownBy(
            () -> FloatDistribution.of(1, 2).requireCompatible("x", IntDistribution.of(1, 2)))
        .hasMessageContaining("another name");
    CategoricalDistribution.of(1, 2.0).requireCompatible("x", CategoricalDistribution.of(1.0, 2));
    assertThatThrownBy(() -> CategoricalDistribution.of("a")
            .requireCompatible("x", CategoricalDistribution.of("a", "b")))
        .hasMessageContaining("choices");
  }
}
