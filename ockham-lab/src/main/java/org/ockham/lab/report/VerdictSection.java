package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.ockham.lab.compare.ComparisonMarkdown;
import org.ockham.lab.compare.Difference;
import org.ockham.lab.compare.Verdict;
import org.ockham.lab.report.Section.Details;
import org.ockham.lab.report.Section.Words;

/** What follows from the comparison, in words. */
final class VerdictSection {

  /** So many sentences are read one by one; more are summed up first. */
  private static final int FEW = 12;

  private VerdictSection() {}

  static List<Section> of(ComparisonView view) {
    List<Difference> differences = view.result().differences();
    if (differences.isEmpty()) {
      return List.of();
    }
    List<String> sentences = differences.stream().map(Difference::statement).toList();
    String text = "Each variant against " + view.result().variants().get(0).name() + " in "
        + view.criterion().metric() + ", run by run with the same seeds.";
    Section section = Section.of("verdicts", "Verdicts", text);
    if (sentences.size() <= FEW) {
      return List.of(section.with(new Words(sentences)));
    }
    List<String> kinds = new ArrayList<>();
    for (Verdict.Kind kind : Verdict.Kind.values()) {
      List<String> names = differences.stream()
          .filter(each -> each.verdict().kind() == kind)
          .map(Difference::variant)
          .toList();
      if (!names.isEmpty()) {
        kinds.add(ComparisonMarkdown.capital(kind.words()) + " (" + names.size() + "): "
            + ComparisonView.joined(names) + ".");
      }
    }
    return List.of(section
        .with(new Words(kinds))
        .with(new Details("Each in a sentence", List.of(new Words(sentences)))));
  }
}
