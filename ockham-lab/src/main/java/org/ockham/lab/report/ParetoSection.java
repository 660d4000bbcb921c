package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.ockham.lab.report.LineChart.Dot;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.HypervolumeHistory;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;

/** The trials of a study with several objectives, two objectives at a time, and how its front grew. */
final class ParetoSection {

  private static final int PAIRS = 6;

  private ParetoSection() {}

  static Section of(StudyView view, double[] reference) {
    String id = "pareto";
    String title = "Pareto front";
    List<FrozenTrial> drawn = view.complete().stream()
        .filter(trial -> trial.values().stream().allMatch(Double::isFinite))
        .toList();
    if (drawn.isEmpty()) {
      return Section.missing(
          id,
          title,
          view.complete().isEmpty()
              ? "No trial is complete."
              : "No complete trial has finite values in all objectives.");
    }
    List<FrozenTrial> trials = StudyView.spread(drawn, StudyView.DRAWN, view.best());
    List<Figure> figures = new ArrayList<>();
    int pairs = view.objectives() * (view.objectives() - 1) / 2;
    for (int i = 0; i < view.objectives(); i++) {
      for (int j = i + 1; j < view.objectives() && figures.size() < PAIRS; j++) {
        figures.add(new Figure("", "", scatter(view, i, j, trials)));
      }
    }
    boolean measured = Arrays.stream(reference).allMatch(Double::isFinite)
        && view.best().size() <= measurable(view.objectives());
    String volume = "";
    if (measured) {
      double whole = view.result().hypervolume(reference);
      figures.add(new Figure("", "", growth(view, reference)));
      volume = " Hypervolume " + Numeral.of(whole) + " up to the reference point ("
          + DoubleStream.of(reference).mapToObj(Numeral::of).collect(Collectors.joining(", "))
          + ").";
    } else if (view.objectives() > 2) {
      volume = " The hypervolume is left out: with so many objectives, a front of "
          + Numeral.count(view.best().size()) + " trials takes too long to measure.";
    }
    return Section.charts(
        id,
        title,
        Numeral.count(view.best().size(), "trial")
            + " that no other dominates (is as good in all objectives and better in one)."
            + volume
            + (pairs > PAIRS
                ? " " + PAIRS + " of " + pairs + " pairs of objectives are shown."
                : ""),
        Size.MEDIUM,
        figures);
  }

  /** Fronts whose hypervolume takes no more than a second or so; the time grows fast with the objectives. */
  private static int measurable(int objectives) {
    return switch (objectives) {
      case 1, 2 -> Integer.MAX_VALUE;
      case 3 -> 1000;
      case 4 -> 300;
      case 5, 6 -> 100;
      default -> 40;
    };
  }

  private static LineChart scatter(StudyView view, int i, int j, List<FrozenTrial> trials) {
    Set<FrozenTrial> front = new HashSet<>(view.best());
    List<Dot> on = new ArrayList<>();
    List<Dot> dominated = new ArrayList<>();
    List<Dot> broken = new ArrayList<>();
    List<Point> edge = new ArrayList<>();
    for (FrozenTrial trial : trials) {
      double atX = trial.values().get(i);
      double atY = trial.values().get(j);
      boolean best = front.contains(trial);
      (best ? on : trial.violation() > 0 ? broken : dominated)
          .add(new Dot(atX, atY, "trial " + trial.number()));
      if (best) {
        edge.add(new Point(atX, atY));
      }
    }
    LineChart chart = new LineChart(
            view.name(j) + " over " + view.name(i) + " of each trial",
            axis(view, i, trials),
            axis(view, j, trials))
        .high(340);
    if (view.objectives() == 2) {
      edge.sort(Comparator.comparingDouble(Point::x));
      chart.line(
          "edge of the front",
          "edge of the front",
          staircase(edge, view.direction(i)),
          Look.plain("@s1", "none"));
    }
    return chart
        .dots(StudyView.BROKEN, broken, StudyView.BROKEN_LOOK, 7)
        .dots("dominated", dominated, Look.plain("@s0", "circle"), 6)
        .dots("on the front", on, Look.plain("@s1", "diamond"), 10);
  }

  /** The edge of what the front dominates: its corners point to the worse side. */
  private static List<Point> staircase(List<Point> front, Direction first) {
    List<Point> corners = new ArrayList<>();
    for (int k = 0; k < front.size(); k++) {
      if (k > 0) {
        Point before = front.get(k - 1);
        Point here = front.get(k);
        corners.add(
            first == Direction.MINIMIZE
                ? new Point(here.x(), before.y())
                : new Point(before.x(), here.y()));
      }
      corners.add(front.get(k));
    }
    return corners;
  }

  private static ChartAxis axis(StudyView view, int objective, List<FrozenTrial> trials) {
    return ValueAxis.of(
            view.name(objective),
            view.direction(objective),
            trials.stream().map(trial -> trial.values().get(objective)).toList())
        .axis();
  }

  private static LineChart growth(StudyView view, double[] reference) {
    List<Point> all = HypervolumeHistory.hypervolume(view.result(), reference);
    double last = all.isEmpty() ? 1 : all.get(all.size() - 1).x();
    return new LineChart(
            "The front's hypervolume after each trial",
            ChartAxis.of("trial").from(0, Math.max(1, last)).wholeNumbers(),
            ChartAxis.of("hypervolume").from(0, 0))
        .steps("hypervolume", all, last, Look.of(0))
        .high(340);
  }
}
