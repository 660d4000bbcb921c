package org.ockham.lab.report;

import java.util.List;
import org.ockham.lab.compare.Difference;
import org.ockham.lab.report.Section.Size;

/** The differences with their intervals. */
final class ForestSection {

  private ForestSection() {}

  static List<Section> of(ComparisonView view) {
    List<Difference> known = view.result().differences().stream()
        .filter(each -> each.interval().isKnown())
        .toList();
    if (known.isEmpty()) {
      return List.of();
    }
    String base = view.result().variants().get(0).name();
    double margin = view.shown(view.criterion().margin());
    ForestPlot chart = new ForestPlot(
        "Differences from " + base + " with their intervals",
        ChartAxis.of(
                "difference in " + view.criterion().metric() + view.criterion().unit())
            .from(Math.min(-margin, 0), margin),
        known.stream()
            .map(each -> new ForestPlot.Row(
                each.variant(),
                view.shown(each.interval().low()),
                view.shown(each.mean()),
                view.shown(each.interval().high()),
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
            + (view.criterion().isHigherBetter() ? " Right is better." : " Left is better."),
        Size.WIDE,
        chart));
  }
}
