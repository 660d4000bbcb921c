package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.ockham.lab.evidence.Classification;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;

/** How sure a classifier's answers are. */
final class EntropySection {

  private EntropySection() {}

  static List<Section> of(ComparisonView view) {
    List<Figure> figures = new ArrayList<>();
    for (Evidence evidence : view.evidences()) {
      Classification classes = evidence.classification();
      if (classes != null) {
        LineChart chart = new LineChart(
                "Entropy of the outputs of " + evidence.variant(),
                ChartAxis.of("entropy in nats"),
                ChartAxis.of("share of samples").from(0, 0))
            .line("untrained", WeightsSection.shares(classes.untrained()))
            .line("selected", WeightsSection.shares(classes.selected()))
            .mark("ln " + classes.classes().size(), classes.selected().high());
        figures.add(new Figure(evidence.variant(), "", chart));
      }
    }
    return ComparisonView.drawn(
        "entropy",
        "Entropy of the outputs",
        "How undecided the network is over the test samples: 0 where it is sure, ln K (the dashed"
            + " line) where all K classes are equally likely to it." + view.ofOneRun(),
        Size.SMALL,
        figures);
  }
}
