package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.ockham.lab.report.PageSection.Figure;
import org.ockham.lab.report.PageSection.Swatch;
import org.ockham.lab.report.Plot.Dot;
import org.ockham.search.analysis.Explored;
import org.ockham.search.analysis.Surface;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.trial.FrozenTrial;

/** The objective over pairs of the most important numeric parameters. */
final class ContourCharts {

  private static final int PARAMETERS = 3;
  private static final int CELLS = 40;

  private ContourCharts() {}

  static PageSection of(StudyView view, int objective) {
    String id = "contour" + objective;
    String title = "Contours";
    List<FrozenTrial> trials = view.drawn(objective);
    List<Explored> numeric = view.ranked(objective).stream()
        .filter(Explored::numeric)
        .limit(PARAMETERS)
        .toList();
    if (trials.isEmpty()) {
      return PageSection.missing(id, title, view.nothing(objective));
    }
    if (numeric.size() < 2) {
      return PageSection.missing(
          id,
          title,
          "Contours need two numeric parameters with more than one value; there "
              + (numeric.isEmpty() ? "is none." : "is only " + numeric.get(0).name() + "."));
    }
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < numeric.size(); i++) {
      for (int j = i + 1; j < numeric.size(); j++) {
        figures.add(figure(view, objective, numeric.get(i), numeric.get(j), trials, id + i + j));
      }
    }
    figures.removeIf(figure -> figure.chart().shapes().isEmpty());
    if (figures.isEmpty()) {
      return PageSection.missing(
          id, title, "No complete trial has two of the most important numeric parameters.");
    }
    return PageSection.charts(
            id,
            title,
            "The " + view.name(objective)
                + " over pairs of the most important numeric parameters, smoothed over the trials. "
                + "Where no trial is near, nothing is drawn.",
            figures)
        .key(Tones.key("worst to best " + view.name(objective) + ", by rank"))
        .key(Swatch.of("spot", "a trial"));
  }

  private static Figure figure(
      StudyView view, int objective, Explored x, Explored y, List<FrozenTrial> trials, String id) {
    Surface surface = Surface.of(view.result(), x, y, objective, CELLS);
    DoubleUnaryOperator merit = value -> -view.direction(objective).loss(value);
    Tones tones = new Tones(surface.values().stream()
        .filter(Double::isFinite)
        .map(merit::applyAsDouble)
        .toList());
    Plot plot = Plot.sized(
        ends(x),
        ends(y),
        id,
        view.name(objective) + " over " + x.name() + " and " + y.name(),
        460,
        340);
    for (int row = 0; row < CELLS; row++) {
      row(plot, row, surface, value -> "cell " + tones.of(merit.applyAsDouble(value)));
    }
    List<Dot> dots = new ArrayList<>();
    for (FrozenTrial trial : trials) {
      if (trial.parameters().has(x.name()) && trial.parameters().has(y.name())) {
        dots.add(new Dot(
            trial.parameters().internal(x.name()),
            trial.parameters().internal(y.name()),
            StudyView.title(trial, trial.values().get(objective))));
      }
    }
    return new Figure("", "", plot.dots("dot halo", dots).dots("dot spot", dots).chart());
  }

  /** Cells of one look beside each other are one rectangle. */
  private static void row(Plot plot, int row, Surface surface, DoubleFunction<String> look) {
    int begin = 0;
    String style = "";
    for (int column = 0; column <= CELLS; column++) {
      double value = column < CELLS ? surface.values().get(row * CELLS + column) : Double.NaN;
      String here = Double.isFinite(value) ? look.apply(value) : "";
      if (!here.equals(style)) {
        if (!style.isEmpty()) {
          plot.cell(
              style,
              (double) begin / CELLS,
              (double) row / CELLS,
              (double) column / CELLS,
              (row + 1.0) / CELLS);
        }
        begin = column;
        style = here;
      }
    }
  }

  /** The axis as positions in a distribution measure it: cells fill it, and grid points lie in the middle of theirs. */
  private static Axis ends(Explored parameter) {
    double low = parameter.distribution().quantile(0);
    double high = parameter.distribution().quantile(1);
    double half = 0;
    if (parameter.distribution() instanceof IntDistribution range) {
      half = range.log() ? 0.5 : range.step() / 2.0;
    } else if (parameter.distribution() instanceof FloatDistribution range) {
      Double step = range.step();
      half = step == null ? 0 : step / 2;
    }
    double from = low - half;
    double to = high + half;
    Axis axis = Axis.of(parameter);
    List<Axis.Mark> marks = axis.marks().stream()
        .filter(mark -> mark.value() >= from && mark.value() <= to)
        .toList();
    return new Axis(
        parameter.name() + (axis.log() ? ", log scale" : ""), from, to, axis.log(), marks);
  }
}
