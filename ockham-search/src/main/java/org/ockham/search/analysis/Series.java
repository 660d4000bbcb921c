package org.ockham.search.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.FrozenTrial;

/** What charts of a study show, as points. */
public final class Series {

  private Series() {}

  /**
   * A point.
   *
   * @param x the abscissa
   * @param y the ordinate
   */
  public record Point(double x, double y) {}

  /**
   * The best value after each complete trial that keeps its constraints, by the trial's number.
   *
   * @param result the study's trials, of one objective
   * @return one point for each such trial
   */
  public static List<Point> history(StudyResult result) {
    List<Point> points = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (FrozenTrial trial : result.complete()) {
      if (trial.violation() == 0) {
        best = Math.min(best, result.directions().get(0).loss(trial.values().get(0)));
        points.add(new Point(trial.number(), result.directions().get(0).loss(best)));
      }
    }
    return points;
  }

  /**
   * The empirical distribution of an objective's values: the share of complete trials at most so large.
   *
   * @param result the study's trials
   * @param objective which value, from 0
   * @return one point for each value, ascending
   */
  public static List<Point> distribution(StudyResult result, int objective) {
    List<Double> values = new ArrayList<>();
    for (FrozenTrial trial : Target.of(result, objective).trials()) {
      values.add(trial.values().get(objective));
    }
    Collections.sort(values);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (i == values.size() - 1 || !values.get(i + 1).equals(values.get(i))) {
        points.add(new Point(values.get(i), (i + 1.0) / values.size()));
      }
    }
    return points;
  }

  /**
   * An objective over one parameter; a choice is its index.
   *
   * @param result the study's trials
   * @param parameter the parameter's name
   * @param objective which value, from 0
   * @return one point for each complete trial that has the parameter
   */
  public static List<Point> slice(StudyResult result, String parameter, int objective) {
    List<Point> points = new ArrayList<>();
    for (FrozenTrial trial : Target.of(result, objective).trials()) {
      if (trial.parameters().has(parameter)) {
        points.add(
            new Point(trial.parameters().internal(parameter), trial.values().get(objective)));
      }
    }
    return points;
  }

  /**
   * The values reported on the way.
   *
   * @param result the study's trials
   * @return each trial's, by its number and then by step; trials that reported none are left out
   */
  public static Map<Integer, SortedMap<Integer, Double>> intermediate(StudyResult result) {
    Map<Integer, SortedMap<Integer, Double>> curves = new LinkedHashMap<>();
    for (FrozenTrial trial : result.trials()) {
      if (!trial.intermediateValues().isEmpty()) {
        curves.put(trial.number(), trial.intermediateValues());
      }
    }
    return curves;
  }
}
