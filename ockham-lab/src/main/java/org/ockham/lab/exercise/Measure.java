package org.ockham.lab.exercise;

import java.util.List;
import java.util.Locale;
import org.ockham.lab.RunResult;
import org.ockham.lab.compare.Spread;

/**
 * A number that each run of a variant has.
 *
 * @param variant whose
 * @param tag a metric such as {@code test/accuracy}; or {@code parameters}, {@code sparsity}, {@code epochs}
 * @param at which of the metric's numbers
 */
record Measure(String variant, String tag, At at) {

  /** Of the selected epoch, of the last, the best of all, or the epoch that was the best. */
  enum At {
    SELECTED("in the selected epoch"),
    END("at the end"),
    BEST("at its best"),
    BEST_EPOCH("(its best epoch)");

    private final String words;

    At(String words) {
      this.words = words;
    }
  }

  /** As three words: {@code none val/loss end}. */
  static Measure of(String text) {
    String[] words = text.split(" ");
    return new Measure(
        words[0], words[1], At.valueOf(words[2].toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  /** Over the runs of the variant among these. */
  Spread over(List<RunResult> runs) {
    return Spread.of(
        runs.stream().filter(run -> run.variant().equals(variant)).map(this::of).toList());
  }

  private double of(RunResult run) {
    return switch (tag) {
      case "parameters" -> run.parameters();
      case "sparsity" -> run.sparsity();
      case "epochs" -> run.epochs().size();
      default ->
        switch (at) {
          case SELECTED -> run.selected(tag);
          case END -> run.last(tag);
          case BEST_EPOCH -> run.bestEpochIn(tag);
          case BEST ->
            run.epochs().stream()
                .filter(epoch -> epoch.epoch() == run.bestEpochIn(tag))
                .mapToDouble(epoch -> epoch.metrics().get(tag))
                .findFirst()
                .orElse(Double.NaN);
        };
    };
  }

  /** Whether it is the same quantity, of whatever variant. */
  boolean isLike(Measure other) {
    return tag.equals(other.tag) && at == other.at;
  }

  boolean isShare() {
    return at != At.BEST_EPOCH && (tag.endsWith("/accuracy") || tag.equals("sparsity"));
  }

  /** A value of it in words. */
  String words(double value) {
    if (isShare()) {
      return String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }
    boolean isCount = at == At.BEST_EPOCH || tag.equals("parameters") || tag.equals("epochs");
    return String.format(Locale.ROOT, isCount ? "%,.0f" : "%.4f", value);
  }

  /** A mean of it with its deviation, if that is known. */
  String words(Spread spread) {
    String mean = words(spread.mean());
    if (Double.isNaN(spread.deviation()) || spread.deviation() == 0) {
      return mean;
    }
    return mean.replace(" %", "") + " ± " + words(spread.deviation());
  }

  /** What it is, in words: {@code val/loss of none at the end}. */
  String words() {
    return switch (tag) {
      case "parameters", "epochs" -> tag + " of " + variant;
      case "sparsity" -> "share of weights exactly 0 of " + variant;
      default -> tag + " of " + variant + " " + at.words;
    };
  }
}
