package org.ockham.lab.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * A plane: a function over it, points on it, paths across it.
 *
 * @param title above it
 * @param xLabel under it
 * @param yLabel at its left
 * @param grid the function
 * @param shading how it is shown
 * @param points each trace a class of points with a colour and a shape of its own: the first the one of what is below 0, the second
 *     the one of what is above
 * @param paths lines through places, with a marker at each
 */
public record PlanePanel(
    String title,
    String xLabel,
    String yLabel,
    Grid grid,
    Shading shading,
    List<Trace> points,
    List<Trace> paths)
    implements Panel {

  /** How a function over a plane is shown. */
  public enum Shading {
    /** As a decision between two classes: a colour for each sign, paler the nearer it is to 0, where a line is drawn. */
    DECISION,
    /** As a landscape: lines of equal height, ever closer to the least. */
    CONTOURS
  }

  public PlanePanel {
    points = List.copyOf(points);
    paths = List.copyOf(paths);
    Look.checkCount("classes of points", points.size());
    Look.checkCount("paths", paths.size());
  }

  /** What a network or a line decides. */
  public static PlanePanel decision(String title, Grid grid) {
    return new PlanePanel(title, "x₁", "x₂", grid, Shading.DECISION, List.of(), List.of());
  }

  /** A landscape. */
  public static PlanePanel contours(String title, Grid grid) {
    return new PlanePanel(title, "x₁", "x₂", grid, Shading.CONTOURS, List.of(), List.of());
  }

  /** The same with one more class of points. */
  public PlanePanel points(Trace trace) {
    return new PlanePanel(title, xLabel, yLabel, grid, shading, with(points, trace), paths);
  }

  /** The same with one more path. */
  public PlanePanel path(Trace trace) {
    return new PlanePanel(title, xLabel, yLabel, grid, shading, points, with(paths, trace));
  }

  private static List<Trace> with(List<Trace> traces, Trace one) {
    List<Trace> more = new ArrayList<>(traces);
    more.add(one);
    return more;
  }
}
