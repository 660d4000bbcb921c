package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.recipe.Variant;
import org.ockham.lab.report.Page.Fact;
import org.ockham.lab.report.Section.Block;
import org.ockham.lab.report.Section.Code;
import org.ockham.lab.report.Section.Details;
import org.ockham.lab.report.Section.Facts;
import org.ockham.lab.report.Section.Words;

/** All that it takes to repeat the comparison. */
final class RecipeSection {

  private RecipeSection() {}

  static Section of(ComparisonView view) {
    ComparisonResult result = view.result();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Code(result.environment().command()));
    blocks.add(new Facts("", facts(result)));
    long seed = result.seeds().isEmpty() ? 0 : result.seeds().get(0);
    for (Variant variant : result.variants()) {
      blocks.add(
          new Details("The recipe of " + variant.name(), List.of(new Code(variant.yaml(seed)))));
    }
    blocks.add(new Facts("Environment", facts(result.environment().entries())));
    return new Section(
        "recipe",
        "How to repeat it",
        "The command that repeats this comparison, and everything that its numbers depend on.",
        blocks,
        List.of());
  }

  /** The runs that there are no numbers of. */
  static List<Section> failures(ComparisonView view) {
    List<String> words = view.result().failures().stream()
        .map(each -> each.variant() + ", seed " + each.seed() + ": " + each.reason())
        .toList();
    return words.isEmpty()
        ? List.of()
        : List.of(Section.of(
            "failures",
            "Failed runs",
            "Runs that ended with an error; no number of theirs is in this report.",
            new Words(words)));
  }

  private static List<Fact> facts(ComparisonResult result) {
    Variant first = result.variants().get(0);
    return List.of(
        new Fact("data", result.design().inWords(first.data())),
        new Fact("network", first.sizes()),
        new Fact(
            "training",
            first.train().epochs() + " epochs, batches of " + first.train().batch()
                + "; the epoch best in " + first.train().select() + " is selected"),
        new Fact(
            "seeds",
            ComparisonView.joined(result.seeds())
                + " (each: the same split, order and initial weights for all variants)"),
        new Fact(
            "time",
            String.format(
                Locale.ROOT,
                "%.0f s for %d runs",
                result.seconds(),
                result.runs().size())));
  }

  private static List<Fact> facts(Map<String, ?> values) {
    return values.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("command"))
        .map(entry -> new Fact(entry.getKey(), String.valueOf(entry.getValue())))
        .toList();
  }
}
