package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ockham.lab.report.PageSection.Figure;
import org.ockham.search.analysis.Explored;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.trial.FrozenTrial;

/** Each trial as a line through its value and its parameters. */
final class ParallelChart {

  private static final int AXES = 10;
  private static final int LINES = 400;

  /** Where lines go for a parameter that a trial does not have: below the axis. */
  private static final double ABSENT = -0.13;

  private ParallelChart() {}

  static PageSection of(StudyView view, int objective) {
    String id = "parallel" + objective;
    String title = "Parallel coordinates";
    List<FrozenTrial> all = view.finite(objective);
    List<Explored> parameters = view.ranked(objective);
    if (all.isEmpty()) {
      return PageSection.missing(id, title, view.nothing(objective));
    }
    if (parameters.isEmpty()) {
      return PageSection.missing(id, title, "No parameter has more than one value.");
    }
    List<Explored> shown = parameters.subList(0, Math.min(AXES, parameters.size()));
    List<FrozenTrial> trials = new ArrayList<>(StudyView.spread(all, LINES, view.best()));
    trials.sort(Comparator.comparingDouble(trial -> -view.loss(trial, objective)));
    ValueAxis values = ValueAxis.of(
        view.name(objective),
        view.direction(objective),
        trials.stream().map(trial -> trial.values().get(objective)).toList());
    List<Axis> axes = new ArrayList<>(List.of(values.axis()));
    shown.forEach(parameter -> axes.add(Axis.of(parameter)));
    Set<Explored> partial = new HashSet<>(shown);
    partial.removeIf(
        parameter -> trials.stream().allMatch(trial -> trial.parameters().has(parameter.name())));
    boolean gaps = !partial.isEmpty();
    Tones tones = view.tones(objective);
    Plot plot = Plot.sized(
        Axis.names("", axes.stream().map(Axis::label).toList()),
        new Axis("", gaps ? ABSENT - 0.05 : -0.03, 1.03, false, List.of()),
        id,
        "Parameters and " + view.name(objective) + " of each trial as a line",
        Math.max(Plot.WIDE, 60 + 108 * axes.size()),
        320);
    for (FrozenTrial trial : trials) {
      plot.line(
          tones.of(-view.loss(trial, objective)),
          path(trial, objective, axes, shown),
          trials.size() > Plot.TOLD ? "" : StudyView.title(trial, trial.values().get(objective)));
    }
    for (int i = 0; i < axes.size(); i++) {
      plot.line("axis", List.of(new Point(i, 0), new Point(i, 1)), "");
      for (Axis.Mark mark : few(axes.get(i).marks())) {
        plot.note(i, axes.get(i).share(mark.value()), TickLabels.shortened(mark.text(), 12));
      }
      if (i > 0 && partial.contains(shown.get(i - 1))) {
        plot.note(i, ABSENT, "not set");
      }
    }
    return PageSection.charts(
            id,
            title,
            "Each line is a trial, the best on top."
                + (gaps
                    ? " Where it goes through \"not set\", it does not have the parameter."
                    : "")
                + (trials.size() < all.size()
                    ? " " + Numeral.count(trials.size()) + " of " + Numeral.count(all.size())
                        + " trials are drawn, evenly spaced, the best among them."
                    : "")
                + (shown.size() < parameters.size()
                    ? " The " + AXES + " most important of " + parameters.size()
                        + " parameters are shown."
                    : "")
                + values.words(),
            List.of(new Figure("", "", plot.chart())))
        .sized("wide")
        .key(Tones.key("worst to best " + view.name(objective) + ", by rank"));
  }

  private static List<Point> path(
      FrozenTrial trial, int objective, List<Axis> axes, List<Explored> parameters) {
    List<Point> path = new ArrayList<>();
    path.add(new Point(
        0, Math.max(0, Math.min(1, axes.get(0).share(trial.values().get(objective))))));
    for (int i = 0; i < parameters.size(); i++) {
      double value = trial.parameters().internal(parameters.get(i).name());
      path.add(new Point(i + 1.0, Double.isNaN(value) ? ABSENT : axes.get(i + 1).share(value)));
    }
    return path;
  }

  private static List<Axis.Mark> few(List<Axis.Mark> marks) {
    return StudyView.spread(marks.size(), 10).stream().map(marks::get).toList();
  }
}
