package org.ockham.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is said of differences, whatever runs they come from. */
final class VerdictsTest {

  private static Design fixed(Criterion criterion, int seeds) {
    return new Design(
        LongStream.range(0, seeds).boxed().toList(), seeds, 0, List.of(), 0, criterion);
  }

  private static Design adding(Criterion criterion) {
    return fixed(criterion, 5).withSeeds(5, 30);
  }

  private static Criterion accuracy(double margin) {
    return new Criterion("test/accuracy", margin, 0.95);
  }

  private static Difference of(Design design, double... values) {
    Judge.Pairs pairs = new Judge.Pairs(
        "v0",
        LongStream.range(0, values.length).boxed().toList(),
        Arrays.stream(values).boxed().toList());
    return Verdicts.of(List.of(pairs), "base", design).get(0);
  }

  private static double[] all(double value, int count) {
    return DoubleStream.generate(() -> value).limit(count).toArray();
  }

  @Test
  @DisplayName("Identical results are no difference, however many seeds are added")
  void identical() {
    Difference none = of(adding(accuracy(0)), new double[10]);
    assertThat(none.verdict())
        .isEqualTo(new Verdict(
            Verdict.Kind.UNDECIDED,
            "no difference between v0 and base shown with 10 seeds (+0.00 points, all differences"
                + " are equal: a sign test, p = 1.00)"));
    assertThat(none.tP()).isEqualTo(1);
  }

  @Test
  @DisplayName("Of equal differences no spread is made up: no interval, no probability")
  void equal() {
    Difference two = of(fixed(accuracy(0), 2), 0.01, 0.01);
    assertThat(two.verdict().sentence())
        .isEqualTo(
            "no difference between v0 and base shown with 2 seeds (+1.00 points, all differences are"
                + " equal: a sign test, p = 0.50)");
    assertThat(two.interval().isKnown()).isFalse();
    assertThat(two.bootstrap().isKnown()).isFalse();
    assertThat(two.better()).isNaN();
    assertThat(two.entries())
        .containsEntry("low", null)
        .containsEntry("bootstrapHigh", null)
        .containsEntry("better", null);
    assertThat(of(fixed(accuracy(0), 8), all(-0.01, 8)).verdict().sentence())
        .isEqualTo(
            "v0 is worse than base by 1.00 points (all differences are equal: a sign test, p = 0.008)");
    assertThat(of(fixed(accuracy(0.003), 8), all(0, 8)).verdict().sentence())
        .isEqualTo(
            "v0 is the same as base within 0.3 points (+0.00 points, all differences are equal: a sign"
                + " test)");
  }

  @Test
  @DisplayName("Before the first look there is no interval and no p-value to name")
  void early() {
    Difference difference = of(adding(accuracy(0)), 0.010, 0.014, 0.011);
    assertThat(difference.verdict().sentence())
        .isEqualTo(
            "no difference between v0 and base shown with 3 seeds (+1.17 points, nothing is tested before"
                + " 5 seeds)");
    assertThat(of(adding(accuracy(0)), 0.01, 0.01).verdict().sentence())
        .endsWith(" (+1.00 points, nothing is tested before 5 seeds)");
  }

  @Test
  @DisplayName("An interval that confidence makes endless is said to be unknown")
  void endless() {
    Design design = adding(new Criterion("test/accuracy", 0, 0.999999));
    assertThat(of(design, 0.010, 0.014, 0.011, 0.007, 0.013).verdict().sentence())
        .contains("(+1.10 points, interval unknown, p = 0.0");
  }

  @Test
  @DisplayName("How many seeds are needed is not said where they are added until it is decided")
  void needed() {
    double[] values = {0.010, 0.014, 0.011, 0.007, 0.013};
    Difference difference = of(adding(accuracy(0)), values);
    assertThat(difference.verdict().kind()).isEqualTo(Verdict.Kind.UNDECIDED);
    assertThat(difference.verdict().sentence()).doesNotContain("needed");
    assertThat(difference.needed()).isZero();
    double[] weak = {0.02, -0.01, 0.03, 0.01, -0.005, 0.02};
    assertThat(of(fixed(accuracy(0), 6), weak).needed()).isGreaterThan(6);
  }

  @Test
  @DisplayName("A small loss keeps its digits, and its margin")
  void small() {
    Criterion loss = new Criterion("test/loss", 0, 0.95);
    double[] values = {-1.0e-5, -1.1e-5, -0.9e-5, -1.05e-5, -0.95e-5};
    assertThat(of(fixed(loss, 5), values).verdict().sentence())
        .isEqualTo(
            "v0 is better than base by 0.0000100 (95 % interval 0.00000902 to 0.0000110, p < 0.0001)");
    assertThat(of(fixed(loss.withMargin(2e-8), 5), 1e-9, -1e-9, 2e-9, -2e-9, 0.5e-9)
            .verdict()
            .sentence())
        .startsWith("v0 is the same as base within 2e−8 (+1.00e−10, 95 % interval −");
  }

  @Test
  @DisplayName("An interval that ends at 0 has no sign there")
  void zero() {
    Criterion loss = new Criterion("test/loss", 0, 0.95);
    assertThat(
            of(fixed(loss, 5), -0.01, -0.012, -0.011, -0.013, -0.009).verdict().sentence())
        .doesNotContain("−0.0000");
  }
}
