package org.ockham.lab.report;

import java.util.List;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.report.Section.Size;

/** The learning rate over training. */
final class RateSection {

  private RateSection() {}

  static List<Section> of(ComparisonView view) {
    return ComparisonView.drawn(
        "rate",
        "Learning rate",
        "The learning rate that the schedule gave at each step." + view.ofOneRun(),
        Size.SMALL,
        SeriesFigures.of(view, "learning rate", Evidence::rate));
  }
}
