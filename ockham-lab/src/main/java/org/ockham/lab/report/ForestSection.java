package org.ockham.lab.report;

import java.util.List;
import org.ockham.lab.compare.Criterion;
import org.ockham.lab.compare.Difference;
import org.ockham.lab.report.Section.Size;

/** The differences with their intervals. */
final class ForestSection {

  private ForestSection() {}

  static List<Section> of(ComparisonView view) {
    return of(
        view.result().differences(), view.result().variants().get(0).name(), view.criterion());
  }

  static List<Section> of(List<Difference> differences, String base, Criterion criterion) {
    List<Difference> known =
        differences.stream().filter(each -> each.interval().isKnown()).toList();
    if (known.isEmpty()) {
      return List.of();
    }
    double margin = criterion.shown(criterion.margin());
    ForestPlot chart = new ForestPlot(
        "Differences from " + base + " with their intervals",
        ChartAxis.of("difference in " + criterion.metric() + criterion.unit())
            .from(Math.min(-margin, 0), margin),
        known.stream()
            .map(each -> new ForestPlot.Row(
                each.variant(),
                criterion.shown(each.interval().low()),
                criterion.shown(each.mean()),
                criterion.shown(each.interval().high()),
                each.verdict().kind().words()))
            .toList(),
        0,
        margin);
    return List.of(Section.chart(
        "forest",
        "Paired differences",
        "Where the true difference from " + base
            + " lies, each interval for itself; the dashed line is"
            + " no difference"
            + (margin > 0 ? ", the grey band the margin." : ".")
            + " Verdicts are corrected for all comparisons, so an interval beside the line is not"
            + " always one."
            + (criterion.isHigherBetter() ? " Right is better." : " Left is better."),
        Size.WIDE,
        chart));
  }
}
