package org.ockham.augment;

/** The eight numbers of a map of the plane that takes four points to four others. */
final class Homography {

  private Homography() {}

  /**
   * Solves {@code x' = (c0·x + c1·y + c2) / (c6·x + c7·y + 1)}, {@code y' = (c3·x + c4·y + c5) / (c6·x + c7·y + 1)} for c.
   *
   * @param from four points x, y
   * @param to where they go
   * @throws IllegalArgumentException if no such map is to be had, as when three of the points lie on one line
   */
  static double[] between(double[][] from, double[][] to) {
    double[][] system = new double[8][];
    for (int i = 0; i < 4; i++) {
      double x = from[i][0];
      double y = from[i][1];
      double toX = to[i][0];
      double toY = to[i][1];
      system[2 * i] = new double[] {x, y, 1, 0, 0, 0, -toX * x, -toX * y, toX};
      system[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -toY * x, -toY * y, toY};
    }
    return solve(system);
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
      if (Math.abs(row[k]) < 1e-9) {
        throw new IllegalArgumentException(
            "four points are to become four others, but three of them lie on one line: move one");
      }
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
