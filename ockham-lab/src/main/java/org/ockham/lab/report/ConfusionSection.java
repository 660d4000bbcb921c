package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.ockham.lab.evidence.Classification;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;

/** Which classes are taken for which. */
final class ConfusionSection {

  /** With more the squares are too small, and too many for one page. */
  private static final int CLASSES = 30;

  private ConfusionSection() {}

  static List<Section> of(ComparisonView view) {
    List<Figure> figures = new ArrayList<>();
    for (Evidence evidence : view.evidences()) {
      Classification classes = evidence.classification();
      if (classes != null
          && !classes.confusion().isEmpty()
          && classes.classes().size() <= CLASSES) {
        figures.add(new Figure(
            evidence.variant(),
            "",
            new HeatMap(
                "Confusion matrix of " + evidence.variant(),
                "predicted",
                classes.classes(),
                "true class",
                classes.classes(),
                classes.confusion().stream()
                    .map(row -> row.stream().map(Long::doubleValue).toList())
                    .toList(),
                count -> Long.toString(Math.round(count)),
                "test samples")));
      }
    }
    return ComparisonView.drawn(
        "confusion",
        "Confusion matrix",
        "How often test samples of each class (the rows) were taken for each (the columns); what"
            + " stands beside the diagonal is wrong." + view.ofOneRun(),
        Size.MEDIUM,
        figures);
  }
}
