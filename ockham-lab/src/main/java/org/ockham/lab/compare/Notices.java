package org.ockham.lab.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ockham.lab.PartsDirectory.Amendment;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Variant;
import org.ockham.train.Metrics;
import tools.jackson.databind.json.JsonMapper;

/** Says what whoever reads verdicts must know of how they came about. */
final class Notices {

  private Notices() {}

  /** What was changed after results were there to be looked at. */
  static String of(Amendment change, Criterion criterion) {
    return switch (change.key()) {
      case "seeds" ->
        "Seeds were added after looking: " + count(change.before())
            + " were planned, and " + count(change.now())
            + " may be run now. Intervals and p values suppose a number that was laid down before: plan with"
            + " --seeds auto:5..30 to add seeds as they are needed.";
      case "looks" ->
        "When verdicts are looked for was changed after looking: " + plain(change.before())
            + " before, " + plain(change.now())
            + " now. Intervals and p values suppose that it was laid down before.";
      case "margin" ->
        "The margin was changed after results were there: "
            + margin(criterion, change.before()) + " before, " + margin(criterion, change.now())
            + " now. A margin chosen by the results shows nothing.";
      case "metric" ->
        "The metric was changed after results were there: " + plain(change.before())
            + " before, " + plain(change.now())
            + " now. Of several metrics one is bound to look well: judge by the one that was named first.";
      default ->
        "The " + change.key() + " was changed after results were there: " + plain(change.before())
            + " before, " + plain(change.now()) + " now.";
    };
  }

  /** Names the variants that are not shown to be better than a linear network; nothing where too few runs say anything. */
  static List<String> ofLinear(
      Variant linear,
      List<RunResult> simple,
      List<Variant> variants,
      List<RunResult> runs,
      Design design) {
    List<Variant> all = new ArrayList<>(variants);
    all.add(0, linear);
    List<RunResult> both = new ArrayList<>(simple);
    both.addAll(runs);
    String names = Judge.of(all, design).differences(both).stream()
        .filter(each -> each.verdict().kind() != Verdict.Kind.BETTER
            && each.verdict().kind() != Verdict.Kind.UNKNOWN)
        .map(Difference::variant)
        .collect(Collectors.joining(", "));
    Criterion criterion = design.criterion();
    double mean =
        new Baseline(linear.name(), simple).selected(criterion.metric()).mean();
    return names.isEmpty()
        ? List.of()
        : List.of("Not shown to be better than a linear network, which reaches "
            + criterion.value(mean) + " in " + criterion.metric() + ": " + names + ".");
  }

  /** That nobody measured what variants are to be judged by, if so. */
  static Optional<String> ofMetric(List<RunResult> runs, Criterion criterion) {
    if (runs.isEmpty()
        || runs.stream().anyMatch(run -> !Double.isNaN(run.selected(criterion.metric())))) {
      return Optional.empty();
    }
    Set<String> tags = new TreeSet<>();
    for (RunResult run : runs) {
      tags.addAll(run.validation().values().keySet());
      Metrics test = run.test();
      if (test != null) {
        tags.addAll(test.values().keySet());
      }
    }
    return Optional.of("Nothing is judged, because " + criterion.metric()
        + " is not measured: there are " + String.join(", ", tags) + ".");
  }

  private static int count(String list) {
    return JsonMapper.shared().readTree(list).size();
  }

  private static String margin(Criterion criterion, String margin) {
    return criterion.withMargin(Double.parseDouble(margin)).marginInWords();
  }

  private static String plain(String json) {
    return json.replace("\"", "");
  }
}
