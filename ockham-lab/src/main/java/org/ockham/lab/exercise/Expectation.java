package org.ockham.lab.exercise;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.compare.Spread;
import tools.jackson.databind.JsonNode;

/** What the runs of a comparison must come to. */
sealed interface Expectation {

  /** How often the standard error of the difference a mean may lie off its reference. */
  double ERRORS = 3;

  /** Whether it must hold in the quick form too. */
  boolean always();

  /** The variants that it is about. */
  List<String> variants();

  /**
   * Holds the runs against it.
   *
   * @param all the exercise's expectations, this one among them: what the noise is, they know together
   */
  Finding.Check check(List<RunResult> runs, List<Expectation> all);

  /**
   * A mean is, within noise, what others measured: |m − r| ≤ 3·s·√(1/n₁ + 1/n₂), or within the floor. s² is the mean of the variances
   * here and there that are known: of this variant, or, if that is larger, of all that have a reference for the same quantity. The
   * deviation of three seeds is off by half of itself one time in three, and a small one would call luck a difference.
   *
   * @param measure what
   * @param low the reference, or the lowest where only bounds are known
   * @param high the reference, or the highest
   * @param deviation of the reference over its seeds; NaN if nobody measured it
   * @param seeds how many these were
   * @param floor what is within noise in any case
   */
  record Reference(
      Measure measure,
      double low,
      double high,
      double deviation,
      int seeds,
      double floor,
      boolean always)
      implements Expectation {

    @Override
    public List<String> variants() {
      return List.of(measure.variant());
    }

    @Override
    public Finding.Check check(List<RunResult> runs, List<Expectation> all) {
      Spread seen = measure.over(runs);
      double slack = Math.max(floor, ERRORS * noise(seen.count(), runs, all));
      boolean isMet = seen.mean() >= low - slack && seen.mean() <= high + slack;
      String reference = low == high
          ? measure.words(new Spread(low, deviation, seeds))
          : measure.words(low) + " to " + measure.words(high);
      return new Finding.Check(
          measure.words(),
          slack == 0 ? reference : reference + ", within " + points(slack),
          measure.words(seen),
          isMet);
    }

    /** The standard error of the difference of both means. */
    private double noise(int count, List<RunResult> runs, List<Expectation> all) {
      double own = variance(Stream.of(this), runs);
      double pooled = variance(
          all.stream()
              .filter(Reference.class::isInstance)
              .map(Reference.class::cast)
              .filter(each -> each.measure.isLike(measure)),
          runs);
      double variance = Double.isNaN(own) ? pooled : Math.max(own, pooled);
      return Double.isNaN(variance) || floor == 0
          ? 0
          : Math.sqrt(variance * (1.0 / seeds + 1.0 / count));
    }

    /** The mean of those that are known. */
    private static double variance(Stream<Reference> of, List<RunResult> runs) {
      return Spread.of(of.flatMap(
                  each -> Stream.of(each.deviation, each.measure.over(runs).deviation()))
              .map(each -> each * each)
              .toList())
          .mean();
    }

    private String points(double slack) {
      return measure.isShare()
          ? String.format(Locale.ROOT, "%.2f points", 100 * slack)
          : measure.words(slack);
    }
  }

  /**
   * One mean is above another.
   *
   * @param more the larger
   * @param less the smaller
   * @param times how often the smaller must fit into the larger
   */
  record Order(Measure more, Measure less, double times, boolean always) implements Expectation {

    @Override
    public List<String> variants() {
      return List.of(more.variant(), less.variant());
    }

    @Override
    public Finding.Check check(List<RunResult> runs, List<Expectation> all) {
      Spread large = more.over(runs);
      Spread small = less.over(runs);
      String factor = times == 1 ? "" : Notebook.number(times) + " times ";
      return new Finding.Check(
          more.words(),
          "above " + factor + less.words(small) + ", " + less.words(),
          more.words(large),
          large.mean() > times * small.mean());
    }
  }

  /** As references.json has it. */
  static Expectation of(JsonNode node) {
    boolean always = node.path("always").asBoolean(false);
    if (node.has("more")) {
      return new Order(
          Measure.of(node.get("more").stringValue()),
          Measure.of(node.get("less").stringValue()),
          node.path("times").asDouble(1),
          always);
    }
    Measure measure = Measure.of(node.get("of").stringValue());
    JsonNode is = node.get("is");
    double low = is.isArray() ? is.get(0).doubleValue() : is.doubleValue();
    double high = is.isArray() ? is.get(1).doubleValue() : low;
    return new Reference(
        measure,
        low,
        high,
        number(node.get("deviation")),
        node.path("seeds").asInt(3),
        node.has("floor")
            ? node.get("floor").doubleValue()
            : measure.isShare() ? 0.003 : 0.1 * high,
        always);
  }

  private static double number(@Nullable JsonNode node) {
    return node == null ? Double.NaN : node.doubleValue();
  }
}
