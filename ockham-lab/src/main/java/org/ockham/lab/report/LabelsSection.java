package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.evidence.LabelScore;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;

/** How well each of several labels is told. */
final class LabelsSection {

  private LabelsSection() {}

  static List<Section> of(ComparisonView view) {
    List<Figure> figures = new ArrayList<>();
    for (Evidence evidence : view.evidences()) {
      if (!evidence.labels().isEmpty()) {
        BarChart chart = new BarChart(
                "F1 of each label by " + evidence.variant(),
                evidence.labels().stream().map(LabelScore::label).toList(),
                ChartAxis.of("F1 in %").from(0, 100),
                f1 -> String.format(Locale.ROOT, "%.1f %%", f1))
            .bars("F1", evidence.labels().stream().map(each -> 100 * each.f1()).toList());
        figures.add(new Figure(evidence.variant(), "", chart));
      }
    }
    return ComparisonView.drawn(
        "labels",
        "Labels",
        "How well each label is told on the test data; short bars are labels that are missed or"
            + " said wrongly." + view.ofOneRun(),
        Size.MEDIUM,
        figures);
  }
}
