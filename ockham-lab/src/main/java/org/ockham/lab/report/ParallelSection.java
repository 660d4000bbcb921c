package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Explored;
import org.ockham.search.trial.FrozenTrial;

/** Each trial as a line through its value and its parameters. */
final class ParallelSection {

  static final String ID = "parallel";
  static final String TITLE = "Parallel coordinates";

  private static final int AXES = 10;
  private static final int LINES = 400;

  private ParallelSection() {}

  static Section of(StudyView view, int objective) {
    String id = ID + objective;
    String title = TITLE;
    List<FrozenTrial> all = view.finite(objective);
    List<Explored> parameters = view.ranked(objective);
    if (all.isEmpty()) {
      return Section.missing(id, title, view.nothing(objective));
    }
    if (parameters.isEmpty()) {
      return Section.missing(id, title, "No parameter has more than one value.");
    }
    List<Explored> shown = parameters.subList(0, Math.min(AXES, parameters.size()));
    List<FrozenTrial> trials = new ArrayList<>(StudyView.spread(all, LINES, view.best()));
    trials.sort(Comparator.comparingDouble(trial -> -view.loss(trial, objective)));
    ValueAxis values = ValueAxis.of(
        view.name(objective),
        view.direction(objective),
        trials.stream().map(trial -> trial.values().get(objective)).toList());
    List<ChartAxis> axes = new ArrayList<>(List.of(values.axis()));
    shown.forEach(parameter -> axes.add(ChartAxis.of(parameter)));
    boolean gaps = shown.stream()
        .anyMatch(parameter ->
            !trials.stream().allMatch(trial -> trial.parameters().has(parameter.name())));
    Tones tones = view.tones(objective);
    List<ParallelChart.Row> lines = trials.stream()
        .map(trial -> new ParallelChart.Row(
            StudyView.title(trial, trial.values().get(objective)),
            numbers(trial, objective, shown),
            tones.of(-view.loss(trial, objective))))
        .toList();
    ParallelChart chart = new ParallelChart(
        "Parameters and " + view.name(objective) + " of each trial as a line",
        axes,
        lines,
        "worst to best " + view.name(objective) + ", by rank");
    return Section.chart(
        id,
        title,
        "Each line is a trial, the best on top. Drag along an axis to choose lines by their values there."
            + (gaps ? " Where it goes through \"not set\", it does not have the parameter." : "")
            + (trials.size() < all.size()
                ? " " + Numeral.count(trials.size()) + " of " + Numeral.count(all.size())
                    + " trials are drawn, evenly spaced, the best among them."
                : "")
            + (shown.size() < parameters.size()
                ? " The " + AXES + " most important of " + parameters.size()
                    + " parameters are shown."
                : "")
            + values.words(),
        Size.WIDE,
        chart);
  }

  private static List<Double> numbers(FrozenTrial trial, int objective, List<Explored> parameters) {
    List<Double> numbers = new ArrayList<>(List.of(trial.values().get(objective)));
    for (Explored parameter : parameters) {
      numbers.add(trial.parameters().internal(parameter.name()));
    }
    return numbers;
  }
}
