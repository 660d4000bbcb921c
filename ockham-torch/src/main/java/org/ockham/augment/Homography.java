package org.ockham.augment;

import java.util.Arrays;

/**
 * A map of the plane that takes four points to four others: {@code x' = (c0·x + c1·y + c2) / (c6·x + c7·y + 1)} and {@code y' = (c3·x + c4·y +
 * c5) / (c6·x + c7·y + 1)}, where x and y are seen from a point in the middle of the four, which does not come to lie at infinity.
 */
final class Homography {
  private final double[] c;
  private final double middleX;
  private final double middleY;

  private Homography(double[] c, double middleX, double middleY) {
    this.c = c;
    this.middleX = middleX;
    this.middleY = middleY;
  }

  /** The eight numbers. */
  double[] c() {
    return c;
  }

  /** Where x is 0. */
  double middleX() {
    return middleX;
  }

  /** Where y is 0. */
  double middleY() {
    return middleY;
  }

  /**
   * Solves for c.
   *
   * @param from four points x, y
   * @param to where they go
   * @throws IllegalArgumentException if there are not four of each, or no such map is to be had, as when three of the points lie on one line
   */
  static Homography between(double[][] from, double[][] to) {
    check(from);
    check(to);
    double middleX = (from[0][0] + from[1][0] + from[2][0] + from[3][0]) / 4;
    double middleY = (from[0][1] + from[1][1] + from[2][1] + from[3][1]) / 4;
    double[][] system = new double[8][];
    for (int i = 0; i < 4; i++) {
      double x = from[i][0] - middleX;
      double y = from[i][1] - middleY;
      double toX = to[i][0];
      double toY = to[i][1];
      system[2 * i] = new double[] {x, y, 1, 0, 0, 0, -toX * x, -toX * y, toX};
      system[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -toY * x, -toY * y, toY};
    }
    return new Homography(solve(system), middleX, middleY);
  }

  private static void check(double[][] points) {
    if (points.length != 4 || !Arrays.stream(points).allMatch(point -> point.length == 2)) {
      throw new IllegalArgumentException("four points are to become four others, but "
          + Arrays.deepToString(points) + " was given: give four of two numbers each, x and y");
    }
    for (int i = 0; i < 4; i++) {
      double[] a = points[i];
      double[] b = points[(i + 1) % 4];
      double[] c = points[(i + 2) % 4];
      double area = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
      if (!(Math.abs(area) > 1e-9)) {
        throw new IllegalArgumentException(
            "four points are to become four others, but three of them lie on one line: move one");
      }
    }
  }

  /** Gauss and Jordan's elimination; the right side is the last column. */
  private static double[] solve(double[][] system) {
    int n = system.length;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(system[i][k]) > Math.abs(system[pivot][k]) ? i : pivot;
      }
      double[] row = system[pivot];
      system[pivot] = system[k];
      system[k] = row;
      for (int i = 0; i < n; i++) {
        double factor = i == k ? 0 : system[i][k] / row[k];
        for (int j = k; j <= n && factor != 0; j++) {
          system[i][j] -= factor * row[j];
        }
      }
    }
    double[] solution = new double[n];
    for (int k = 0; k < n; k++) {
      solution[k] = system[k][n] / system[k][k];
    }
    return solution;
  }
}
