package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ockham.lab.report.LineChart.Dot;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.lab.report.SurfaceChart.Tile;
import org.ockham.search.StudyResult;
import org.ockham.search.analysis.Explored;
import org.ockham.search.analysis.Surface;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.trial.FrozenTrial;

/** The objective over pairs of the most important numeric parameters. */
final class ContourSection {

  static final String ID = "contour";
  static final String TITLE = "Contours";

  private static final int PARAMETERS = 3;
  private static final int CELLS = 32;

  private ContourSection() {}

  static Section of(StudyView view, int objective) {
    String id = ID + objective;
    String title = TITLE;
    List<FrozenTrial> trials = view.drawn(objective);
    List<Explored> numeric = view.ranked(objective).stream()
        .filter(Explored::numeric)
        .limit(PARAMETERS)
        .toList();
    if (trials.isEmpty()) {
      return Section.missing(id, title, view.nothing(objective));
    }
    if (numeric.size() < 2) {
      return Section.missing(
          id,
          title,
          "Contours need two numeric parameters with more than one value; there "
              + (numeric.isEmpty() ? "is none." : "is only " + numeric.get(0).name() + "."));
    }
    StudyResult some = view.some();
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < numeric.size(); i++) {
      for (int j = i + 1; j < numeric.size(); j++) {
        figures.add(figure(view, some, objective, numeric.get(i), numeric.get(j), trials));
      }
    }
    figures.removeIf(figure -> ((SurfaceChart) figure.chart()).tiles().isEmpty());
    if (figures.isEmpty()) {
      return Section.missing(
          id, title, "No complete trial has two of the most important numeric parameters.");
    }
    return Section.charts(
        id,
        title,
        "The " + view.name(objective)
            + " over pairs of the most important numeric parameters, smoothed over the trials. "
            + "Where no trial is near, nothing is drawn."
            + view.ofSome(),
        Size.MEDIUM,
        figures);
  }

  private static Figure figure(
      StudyView view,
      StudyResult some,
      int objective,
      Explored x,
      Explored y,
      List<FrozenTrial> trials) {
    Surface surface = Surface.of(some, x, y, objective, CELLS);
    DoubleUnaryOperator merit = value -> -view.direction(objective).loss(value);
    Tones tones = new Tones(surface.values().stream()
        .filter(Double::isFinite)
        .map(merit::applyAsDouble)
        .toList());
    Edges across = Edges.of(x);
    Edges up = Edges.of(y);
    List<Tile> tiles = new ArrayList<>();
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        double value = surface.values().get(row * CELLS + column);
        if (Double.isFinite(value)) {
          tiles.add(new Tile(
              across.at(column),
              across.at(column + 1),
              up.at(row),
              up.at(row + 1),
              tones.of(merit.applyAsDouble(value)),
              value));
        }
      }
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
    SurfaceChart chart = new SurfaceChart(
        view.name(objective) + " over " + x.name() + " and " + y.name(),
        ChartAxis.of(x).exactly(across.from, across.to),
        ChartAxis.of(y).exactly(up.from, up.to),
        tiles,
        dots,
        view.name(objective),
        "worst to best " + view.name(objective) + ", by rank; dots are trials");
    return new Figure("", "", chart);
  }

  /** Where tiles begin and end, as positions in a distribution measure it: grid points lie in the middle of theirs. */
  private record Edges(double from, double to, boolean log) {

    static Edges of(Explored parameter) {
      double low = parameter.distribution().quantile(0);
      double high = parameter.distribution().quantile(1);
      double half = 0;
      if (parameter.distribution() instanceof IntDistribution range) {
        half = range.log() ? 0.5 : range.step() / 2.0;
      } else if (parameter.distribution() instanceof FloatDistribution range) {
        Double step = range.step();
        half = step == null ? 0 : step / 2;
      }
      return new Edges(low - half, high + half, parameter.distribution().log());
    }

    double at(int place) {
      double share = (double) place / CELLS;
      return log
          ? StrictMath.exp(
              StrictMath.log(from) + share * (StrictMath.log(to) - StrictMath.log(from)))
          : from + share * (to - from);
    }
  }
}
