package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.ockham.lab.RunResult;
import org.ockham.lab.compare.Criterion;
import org.ockham.lab.compare.KeptRuns;
import org.ockham.lab.compare.Spread;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Series.Point;

/** Sets a comparison that may still be under way: what its finished runs show, and how sure that is by now. */
public final class KeptRunsReport {

  private KeptRunsReport() {}

  /** The page of the runs that are there. */
  public static Page page(KeptRuns kept) {
    Criterion criterion = kept.design().criterion();
    List<Section> sections = new ArrayList<>();
    sections.add(narrowing(kept));
    if (!kept.variants().isEmpty()) {
      sections.addAll(ForestSection.of(kept.differences(), kept.variants().get(0), criterion));
    }
    sections.add(results(kept));
    sections.addAll(curves(kept));
    return new Page(
        "Comparison: " + kept.recipe(),
        Numeral.count(kept.variants().size(), "variant") + " over "
            + Numeral.count(kept.design().seeds().size(), "seed") + ", judged by "
            + criterion.metric() + ".",
        notes(kept),
        List.of(new Page.Fact(
            "runs",
            Numeral.count(kept.runs().size()) + " of " + Numeral.count(kept.planned())
                + (kept.design().isSequential() ? " at most" : ""))),
        sections);
  }

  private static List<String> notes(KeptRuns kept) {
    return kept.runs().size() >= kept.planned()
        ? List.of()
        : List.of("Not all runs have finished, and only finished ones are shown."
            + (kept.design().isSequential()
                ? ""
                : " What follows is no verdict yet: that is due when all have."));
  }

  private static Section narrowing(KeptRuns kept) {
    String id = "narrowing";
    String title = "Differences, seed by seed";
    Criterion criterion = kept.design().criterion();
    LineChart chart = new LineChart(
        "Paired differences with their intervals, by the number of pairs of runs",
        ChartAxis.of("pairs of runs")
            .from(2, Math.max(3, kept.design().seeds().size()))
            .wholeNumbers(),
        ChartAxis.of("difference in " + criterion.metric() + criterion.unit()).from(0, 0));
    boolean any = false;
    for (String variant : kept.variants()
        .subList(Math.min(1, kept.variants().size()), kept.variants().size())) {
      List<KeptRuns.Estimate> estimates = kept.estimates(variant);
      if (!estimates.isEmpty()) {
        any = true;
        chart.line(
            variant,
            estimates.stream()
                .map(each -> new Point(each.seeds(), criterion.shown(each.mean())))
                .toList());
        chart.band(
            variant,
            estimates.stream()
                .filter(each -> each.interval().isKnown())
                .map(each -> new LineChart.Range(
                    each.seeds(),
                    criterion.shown(each.interval().low()),
                    criterion.shown(each.interval().high())))
                .toList());
      }
    }
    return any
        ? Section.chart(
            id,
            title,
            "How far each variant is from " + kept.variants().get(0)
                + " on the same seeds, and the interval around it, which narrows as seeds finish.",
            Size.WIDE,
            chart)
        : Section.missing(
            id, title, "A difference takes two seeds that both have finished for two variants.");
  }

  private static Section results(KeptRuns kept) {
    Criterion criterion = kept.design().criterion();
    List<DataTable.Row> rows = new ArrayList<>();
    for (String variant : kept.variants()) {
      List<RunResult> runs = kept.runs(variant);
      Spread spread =
          Spread.of(runs.stream().map(run -> run.selected(criterion.metric())).toList());
      rows.add(DataTable.row(
          "",
          List.of(
              variant,
              Numeral.count(runs.size()),
              criterion.value(spread.mean()),
              criterion.value(spread.deviation()))));
    }
    return Section.of(
        "results",
        "Results",
        "The mean over the finished runs, and how they spread.",
        DataTable.whole(List.of("variant", "runs", criterion.metric(), "deviation"), rows));
  }

  private static List<Section> curves(KeptRuns kept) {
    List<Figure> figures = new ArrayList<>();
    for (String variant : kept.variants()) {
      List<RunResult> runs = kept.runs(variant);
      if (!runs.isEmpty()) {
        LineChart chart = new LineChart(
            "Loss of " + variant + " over epochs",
            ChartAxis.of("epoch").from(0, 1).wholeNumbers(),
            ChartAxis.of("loss"));
        LearningSection.draw(chart, "train", LearningSection.values(runs, "train/loss"));
        LearningSection.draw(chart, "validation", LearningSection.values(runs, "val/loss"));
        figures.add(new Figure(variant, Numeral.count(runs.size(), "run"), chart));
      }
    }
    return ComparisonView.drawn(
        "curves",
        "Learning curves",
        "Training and validation loss over epochs: the mean over the finished runs, and the band from the lowest to the highest.",
        Size.SMALL,
        figures);
  }
}
