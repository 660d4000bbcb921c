package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.lab.report.PageSection.Figure;
import org.ockham.lab.report.PageSection.Swatch;
import org.ockham.lab.report.Plot.Dot;
import org.ockham.search.analysis.Explored;
import org.ockham.search.trial.FrozenTrial;

/** The objective over each parameter by itself. */
final class SliceCharts {

  private static final int CHARTS = 24;

  private SliceCharts() {}

  static PageSection of(StudyView view, int objective) {
    String id = "slice" + objective;
    String title = "Slices";
    List<FrozenTrial> trials = view.drawn(objective);
    List<Explored> parameters = view.ranked(objective);
    if (trials.isEmpty()) {
      return PageSection.missing(id, title, view.nothing(objective));
    }
    if (parameters.isEmpty()) {
      return PageSection.missing(id, title, "No parameter has more than one value.");
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
    PageSection section = PageSection.charts(
            id,
            title,
            "The " + view.name(objective)
                + " over each parameter by itself, the most important first."
                + (figures.size() < parameters.size()
                    ? " " + CHARTS + " of " + parameters.size() + " parameters are shown."
                    : "")
                + values.words(),
            figures)
        .sized("small")
        .key(Tones.key("first to last trial"));
    return view.violations()
        ? section.key(Swatch.of("infeasible", "breaks its constraints"))
        : section;
  }

  private static Figure figure(
      StudyView view,
      int objective,
      Explored parameter,
      List<FrozenTrial> trials,
      Axis values,
      Tones tones) {
    Map<String, List<Dot>> layers = new LinkedHashMap<>();
    int with = 0;
    for (FrozenTrial trial : trials) {
      double x = trial.parameters().internal(parameter.name());
      if (!Double.isNaN(x)) {
        with++;
        String style = trial.violation() > 0 ? "infeasible" : tones.of(trial.number());
        double value = trial.values().get(objective);
        layers
            .computeIfAbsent("dot " + style, key -> new ArrayList<>())
            .add(new Dot(
                parameter.numeric() ? x : x + jitter(trial.number()),
                value,
                StudyView.title(trial, value) + ", "
                    + TickLabels.shortened(
                        String.valueOf(trial.params().get(parameter.name())), 40)));
      }
    }
    Axis x = Axis.of(parameter);
    SvgChart chart = Plot.small(
            new Axis("", x.low(), x.high(), x.log(), x.marks()),
            values,
            "slice" + objective + "of" + view.parameters().indexOf(parameter),
            view.name(objective) + " over " + parameter.name())
        .dots(layers)
        .chart();
    String scale = parameter.distribution().log() ? "log scale" : "";
    String some = with < trials.size() ? "set in " + with + " of " + trials.size() + " trials" : "";
    return new Figure(
        parameter.name(), scale + (scale.isEmpty() || some.isEmpty() ? "" : "; ") + some, chart);
  }

  /** Spreads the trials of one choice, always in the same way. */
  private static double jitter(int number) {
    return number * 0.618033988749895 % 1 * 0.5 - 0.25;
  }
}
