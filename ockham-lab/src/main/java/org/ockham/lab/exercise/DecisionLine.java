package org.ockham.lab.exercise;

/**
 * f(x) = w₁x₁ + w₂x₂ + b, and what can be said of all such lines: a perceptron.
 *
 * @param w1 w₁
 * @param w2 w₂
 * @param b b
 */
record DecisionLine(double w1, double w2, double b) {

  /** How many directions are tried for the widest margin. */
  private static final int DIRECTIONS = 3600;

  double at(double x1, double x2) {
    return w1 * x1 + w2 * x2 + b;
  }

  /** Rosenblatt's rule: w ← w + ε·y·x, where a point is on the wrong side, or on the line. */
  boolean isMistaken(PlanePoints points, int i) {
    return points.y(i) * at(points.x1(i), points.x2(i)) <= 0;
  }

  DecisionLine corrected(PlanePoints points, int i, double epsilon) {
    double step = epsilon * points.y(i);
    return new DecisionLine(w1 + step * points.x1(i), w2 + step * points.x2(i), b + step);
  }

  /** The share of points that it has on the right side. */
  double accuracy(PlanePoints points) {
    int right = 0;
    for (int i = 0; i < points.size(); i++) {
      right += isMistaken(points, i) ? 0 : 1;
    }
    return (double) right / points.size();
  }

  /**
   * How many points any line can have on the right side at most: exact, by trying all. A line can be moved, without parting others than it
   * does, until it goes through two points, which may then be on either side of it.
   */
  static int best(PlanePoints points) {
    int best = 0;
    int n = points.size();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double w1 = points.x2(j) - points.x2(i);
        double w2 = points.x1(i) - points.x1(j);
        int right = 0;
        int wrong = 0;
        for (int k = 0; k < n; k++) {
          double side = w1 * (points.x1(k) - points.x1(i)) + w2 * (points.x2(k) - points.x2(i));
          if (k != i && k != j) {
            right += points.y(k) * side >= 0 ? 1 : 0;
            wrong += points.y(k) * side <= 0 ? 1 : 0;
          }
        }
        best = Math.max(best, 2 + Math.max(right, wrong));
      }
    }
    return best;
  }

  /**
   * How many mistakes the rule makes at most before there are none left (Novikoff 1962): (R/γ)², with points (x₁, x₂, 1) no longer than R
   * and at least γ from a plane through 0 that parts them. Any such plane bounds it; this is the best of many.
   *
   * @return infinite if no line parts them
   */
  static double mostMistakes(PlanePoints points) {
    double longest = 0;
    for (int i = 0; i < points.size(); i++) {
      longest = Math.max(longest, 1 + points.x1(i) * points.x1(i) + points.x2(i) * points.x2(i));
    }
    double widest = 0;
    for (int direction = 0; direction < DIRECTIONS; direction++) {
      double angle = 2 * Math.PI * direction / DIRECTIONS;
      double w1 = StrictMath.cos(angle);
      double w2 = StrictMath.sin(angle);
      double least = Double.POSITIVE_INFINITY; // of those that belong above
      double greatest = Double.NEGATIVE_INFINITY; // of those that belong below
      for (int i = 0; i < points.size(); i++) {
        double at = w1 * points.x1(i) + w2 * points.x2(i);
        if (points.y(i) > 0) {
          least = Math.min(least, at);
        } else {
          greatest = Math.max(greatest, at);
        }
      }
      double b = -(least + greatest) / 2;
      widest = Math.max(widest, (least - greatest) / 2 / Math.sqrt(1 + b * b));
    }
    return widest > 0 ? longest / (widest * widest) : Double.POSITIVE_INFINITY;
  }
}
