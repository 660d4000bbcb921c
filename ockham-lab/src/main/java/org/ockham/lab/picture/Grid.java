package org.ockham.lab.picture;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.ockham.check.Check;

/**
 * The values of a function at the crossings of evenly spaced lines over a rectangle.
 *
 * @param left the least x
 * @param right the greatest
 * @param bottom the least y
 * @param top the greatest
 * @param side how many crossings there are each way, at least 2
 * @param values row after row from the bottom, each from the left
 */
public record Grid(
    double left, double right, double bottom, double top, int side, List<Double> values) {

  private static final int MOST = 2000;

  public Grid {
    Check.finite("left", left);
    Check.finite("bottom", bottom);
    Check.positive("width", right - left);
    Check.positive("height", top - bottom);
    Check.between("side", side, 2, MOST);
    values = List.copyOf(values);
    if (values.size() != side * side) {
      throw new IllegalArgumentException("a grid of " + side + " x " + side + " crossings has "
          + values.size() + " values: it needs one for each");
    }
  }

  /** Of a function. */
  public static Grid of(
      double left,
      double right,
      double bottom,
      double top,
      int side,
      DoubleBinaryOperator function) {
    List<Double> values = new ArrayList<>(side * side);
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        values.add(
            function.applyAsDouble(at(left, right, side, column), at(bottom, top, side, row)));
      }
    }
    return new Grid(left, right, bottom, top, side, values);
  }

  /** Where the crossings are, x and y one after another: [side · side, 2], for a network that is asked once for all. */
  public static float[] places(double left, double right, double bottom, double top, int side) {
    float[] places = new float[2 * side * side];
    for (int i = 0; i < side * side; i++) {
      places[2 * i] = (float) at(left, right, side, i % side);
      places[2 * i + 1] = (float) at(bottom, top, side, i / side);
    }
    return places;
  }

  private static double at(double from, double to, int side, int index) {
    return from + (to - from) * index / (side - 1);
  }

  double value(int column, int row) {
    return values.get(row * side + column);
  }

  /**
   * Where the function has this value, in the plane's own coordinates: marching squares, each side of a square crossed at most once, the
   * crossing interpolated.
   */
  Path2D contour(double level) {
    Path2D path = new Path2D.Double();
    for (int row = 0; row + 1 < side; row++) {
      for (int column = 0; column + 1 < side; column++) {
        List<double[]> crossings = new ArrayList<>();
        cross(crossings, level, column, row, column + 1, row);
        cross(crossings, level, column + 1, row, column + 1, row + 1);
        cross(crossings, level, column + 1, row + 1, column, row + 1);
        cross(crossings, level, column, row + 1, column, row);
        // At a saddle all four sides are crossed: two short lines, one way or the other.
        for (int i = 0; i + 1 < crossings.size(); i += 2) {
          path.moveTo(crossings.get(i)[0], crossings.get(i)[1]);
          path.lineTo(crossings.get(i + 1)[0], crossings.get(i + 1)[1]);
        }
      }
    }
    return path;
  }

  private void cross(
      List<double[]> crossings, double level, int column, int row, int toColumn, int toRow) {
    double from = value(column, row) - level;
    double to = value(toColumn, toRow) - level;
    if (from < 0 != to < 0 && Double.isFinite(from) && Double.isFinite(to)) {
      double share = from / (from - to);
      double x = at(left, right, side, column);
      double y = at(bottom, top, side, row);
      crossings.add(new double[] {
        x + share * (at(left, right, side, toColumn) - x),
        y + share * (at(bottom, top, side, toRow) - y)
      });
    }
  }
}
