package org.ockham.lab.report;

import java.util.List;
import java.util.Locale;
import org.ockham.lab.compare.VariantSummary;
import org.ockham.lab.report.Section.Size;

/** By how much validation is worse than training. */
final class GapSection {

  private GapSection() {}

  static List<Section> of(ComparisonView view) {
    List<VariantSummary> summaries = view.result().summaries().stream()
        .filter(each -> Double.isFinite(each.gap().mean()))
        .toList();
    if (summaries.isEmpty()) {
      return List.of();
    }
    BarChart chart = new BarChart(
            "Gap between training and validation",
            summaries.stream().map(each -> each.variant().name()).toList(),
            ChartAxis.of("gap in " + view.criterion().name() + view.criterion().unit()),
            gap -> String.format(Locale.ROOT, "%.3f", gap))
        .bars(
            "gap", summaries.stream().map(each -> view.shown(each.gap().mean())).toList());
    return List.of(Section.chart(
        "gap",
        "Gap between training and validation",
        "By how much validation is worse than training was in the selected epoch: the longer a bar"
            + " to the right, the more the network learned by heart. Training is measured with masks"
            + " and augmentation on, so a bar may point to the left.",
        Size.WIDE,
        chart));
  }
}
