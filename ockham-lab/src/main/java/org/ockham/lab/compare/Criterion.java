package org.ockham.lab.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.ockham.check.Check;
import org.ockham.file.Excerpt;
import org.ockham.lab.recipe.ComparisonPlan;
import org.ockham.lab.recipe.Headline;
import org.ockham.lab.recipe.Variant;
import org.ockham.train.Monitor;

/**
 * What variants are judged by, and how sure a verdict must be.
 *
 * @param metric of the selected weights: {@code test/accuracy}
 * @param margin differences up to here do not matter, in the metric's own units (0.003 is 0.3 points of accuracy); 0 if every one does
 * @param confidence of intervals, and of all verdicts together: default 0.95, which leaves 5 % for any false difference among them, and
 *     for any false equality
 */
public record Criterion(String metric, double margin, double confidence) {

  public Criterion {
    if (!metric.matches("(test|val)/.+")) {
      throw new IllegalArgumentException("metric is '" + Excerpt.of(metric)
          + "', but must be one of the selected weights, such as test/accuracy");
    }
    Check.notNegative("margin", margin);
    ComparisonPlan.confidence(confidence);
  }

  /** What a recipe says, or, where it does not, what its task is judged by. */
  public static Criterion of(ComparisonPlan plan, Variant variant) {
    return new Criterion(
        plan.metric() == null ? variant.headline("test") : plan.metric(),
        plan.margin(),
        plan.confidence());
  }

  /** A copy with this margin. */
  public Criterion withMargin(double margin) {
    return new Criterion(metric, margin, confidence);
  }

  /** The metric without its stage: {@code accuracy}. */
  public String name() {
    return metric.substring(metric.indexOf('/') + 1);
  }

  /** The same metric at another stage: {@code val/accuracy}. */
  public String at(String stage) {
    return stage + "/" + name();
  }

  /** Whether more is better. */
  public boolean isHigherBetter() {
    return Monitor.of(at("val")).maximize();
  }

  /** Whether it lies between 0 and 1, and is {@linkplain Headline#isInPercent written in percent}. */
  public boolean isShare() {
    return Headline.isInPercent(name());
  }

  /** What a difference is worth: above 0 where it is for the better. */
  double gain(double difference) {
    return isHigherBetter() ? difference : -difference;
  }

  /** A value as charts have it: in percent for a share. */
  public double shown(double value) {
    return isShare() ? 100 * value : value;
  }

  /** How a value is written: {@code 93.37 %}, or {@code 0.0712}. */
  public String value(double value) {
    return Double.isNaN(value) ? "–" : isShare() ? number(value) + " %" : number(value);
  }

  /** How much differs, without a sign or unit: {@code 1.84}. */
  public String amount(double difference) {
    return Double.isNaN(difference) ? "–" : number(Math.abs(difference));
  }

  /** The same with its sign: {@code +1.84}, {@code −0.30}. */
  public String signed(double difference) {
    return Double.isNaN(difference)
        ? "–"
        : (difference < 0 ? "−" : "+") + number(Math.abs(difference));
  }

  /**
   * A p-value as it is written, with three digits behind the point below 0.1, two above, and four of the smallest: {@code 0.049},
   * {@code 0.61}, {@code < 0.0001}. It has as many more as tell on which side it is of the limit of a claim.
   */
  public String p(double p) {
    if (Double.isNaN(p)) {
      return "–";
    }
    if (p < 0.0001) {
      return "< 0.0001";
    }
    String text;
    int digits = p < 0.00095 ? 4 : p < 0.0995 ? 3 : 2;
    do {
      text = String.format(Locale.ROOT, "%." + digits++ + "f", p);
    } while (isClaimed(Double.parseDouble(text)) != isClaimed(p) && digits <= 17);
    return text;
  }

  private boolean isClaimed(double p) {
    return p <= (1 - confidence) * (1 + 1e-12); // 1 − 0.9 is a little less than 0.1
  }

  /** The unit of differences, with a blank before it: " points" of percent, or nothing. */
  public String unit() {
    return isShare() ? " points" : "";
  }

  /**
   * A number as people read it: in percent for a share, with two digits behind the point, else with four. A small one has more of
   * them, so that a share is not written as 0 unless it is 0, and anything else has three digits that count.
   */
  public String number(double value) {
    double size = Math.abs(shown(value));
    String text = size > 0 && size < (isShare() ? 0.005 : 0.01)
        ? rounded(size, isShare() ? 1 : 3).toString().replace("E-", "e−")
        : String.format(Locale.ROOT, isShare() ? "%.2f" : "%.4f", size);
    return (value < 0 ? "−" : "") + text;
  }

  /** The margin as the user would say it: {@code 0.3 points}. */
  public String marginInWords() {
    BigDecimal shown = rounded(shown(margin), 12).stripTrailingZeros();
    return (shown.precision() - shown.scale() > -6
            ? shown.toPlainString()
            : shown.toString().replace("E-", "e−"))
        + unit();
  }

  private static BigDecimal rounded(double value, int digits) {
    return new BigDecimal(value).round(new MathContext(digits));
  }
}
