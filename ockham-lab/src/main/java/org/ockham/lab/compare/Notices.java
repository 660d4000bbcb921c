package org.ockham.lab.compare;

import org.ockham.lab.PartsDirectory.Amendment;
import tools.jackson.databind.json.JsonMapper;

/** Says what was changed in a comparison after results of it were there to be looked at. */
final class Notices {

  private Notices() {}

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
