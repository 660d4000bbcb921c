package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ockham.lab.report.LineChart.Dot;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Explored;
import org.ockham.search.trial.FrozenTrial;

/** The objective over each parameter by itself. */
final class SliceSection {

  static final String ID = "slice";
  static final String TITLE = "Slices";

  private static final int CHARTS = 24;

  private SliceSection() {}

  static Section of(StudyView view, int objective) {
    String id = ID + objective;
    String title = TITLE;
    List<FrozenTrial> trials = view.drawn(objective);
    List<Explored> parameters = view.ranked(objective);
    if (trials.isEmpty()) {
      return Section.missing(id, title, view.nothing(objective));
    }
    if (parameters.isEmpty()) {
      return Section.missing(id, title, "No parameter has more than one value.");
    }
    ValueAxis values = ValueAxis.of(
        view.name(objective),
        view.direction(objective),
        trials.stream().map(trial -> trial.values().get(objective)).toList());
    Tones tones =
        new Tones(trials.stream().map(trial -> (double) trial.number()).toList());
    List<Figure> figures = new ArrayList<>();
    for (Explored parameter : parameters.subList(0, Math.min(CHARTS, parameters.size()))) {
      figures.add(figure(view, objective, parameter, trials, values.axis(), tones));
    }
    return Section.charts(
        id,
        title,
        "The " + view.name(objective)
            + " over each parameter by itself, the most important first."
            + (figures.size() < parameters.size()
                ? " " + CHARTS + " of " + parameters.size() + " parameters are shown."
                : "")
            + values.words(),
        Size.SMALL,
        figures);
  }

  private static Figure figure(
      StudyView view,
      int objective,
      Explored parameter,
      List<FrozenTrial> trials,
      ChartAxis values,
      Tones tones) {
    Map<Integer, List<Dot>> layers = new TreeMap<>();
    List<Dot> broken = new ArrayList<>();
    int with = 0;
    for (FrozenTrial trial : trials) {
      double x = trial.parameters().internal(parameter.name());
      if (!Double.isNaN(x)) {
        with++;
        Dot dot = new Dot(
            parameter.numeric() ? x : x + jitter(trial.number()),
            trial.values().get(objective),
            "trial " + trial.number());
        List<Dot> layer = trial.violation() > 0
            ? broken
            : layers.computeIfAbsent(tones.of(trial.number()), key -> new ArrayList<>());
        layer.add(dot);
      }
    }
    LineChart chart = new LineChart(
            view.name(objective) + " over " + parameter.name(), ChartAxis.of(parameter), values)
        .toned("first to last trial")
        .high(230)
        .dots(StudyView.BROKEN, broken, StudyView.BROKEN_LOOK, 6);
    layers.forEach((tone, dots) -> chart.dots("trials", dots, Tones.look(tone), 6));
    String some = with < trials.size() ? "set in " + with + " of " + trials.size() + " trials" : "";
    return new Figure(parameter.name(), some, chart);
  }

  /** Spreads the trials of one choice, always in the same way. */
  private static double jitter(int number) {
    return number * 0.618033988749895 % 1 * 0.5 - 0.25;
  }
}
