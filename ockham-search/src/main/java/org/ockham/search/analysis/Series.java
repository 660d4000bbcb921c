package org.ockham.search.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.Direction;
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
   * The best first value after each complete trial that keeps its constraints, by the trial's number.
   *
   * @param result the study's trials
   * @return one point for each such trial
   */
  public static List<Point> history(StudyResult result) {
    return history(result, 0);
  }

  /**
   * The best value of an objective after each complete trial that keeps its constraints, by the trial's number.
   *
   * @param result the study's trials
   * @param objective which value, from 0
   * @return one point for each such trial
   */
  public static List<Point> history(StudyResult result, int objective) {
    Direction direction = result.directions().get(objective);
    List<Point> points = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (FrozenTrial trial : result.complete()) {
      if (trial.violation() == 0) {
        best = Math.min(best, direction.loss(trial.values().get(objective)));
        points.add(new Point(trial.number(), direction.loss(best)));
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
   * The first objective's values reported on the way.
   *
   * @param result the study's trials
   * @return each trial's, by its number and then by step; trials that reported none are left out
   */
  public static Map<Integer, SortedMap<Integer, Double>> intermediate(StudyResult result) {
    return intermediate(result, 0);
  }

  /**
   * An objective's values reported on the way.
   *
   * @param result the study's trials
   * @param objective which value, from 0
   * @return each trial's, by its number and then by step, NaN where a later objective's value was not finite; trials that
   *     reported none are left out
   */
  public static Map<Integer, SortedMap<Integer, Double>> intermediate(
      StudyResult result, int objective) {
    Map<Integer, SortedMap<Integer, Double>> curves = new LinkedHashMap<>();
    for (FrozenTrial trial : result.trials()) {
      SortedMap<Integer, Double> curve =
          objective == 0 ? trial.intermediateValues() : later(trial, objective);
      if (!curve.isEmpty()) {
        curves.put(trial.number(), curve);
      }
    }
    return curves;
  }

  /** The database has a place for the first objective's values only; the vectors are in an attribute. */
  private static SortedMap<Integer, Double> later(FrozenTrial trial, int objective) {
    SortedMap<Integer, Double> curve = new TreeMap<>();
    if (trial.systemAttributes().get(FrozenTrial.VECTORS) instanceof Map<?, ?> vectors) {
      for (Integer step : trial.intermediateValues().keySet()) {
        if (vectors.get(Integer.toString(step)) instanceof List<?> vector
            && vector.size() > objective) {
          Object value = vector.get(objective);
          curve.put(step, value instanceof Number number ? number.doubleValue() : Double.NaN);
        }
      }
    }
    return curve;
  }
}
