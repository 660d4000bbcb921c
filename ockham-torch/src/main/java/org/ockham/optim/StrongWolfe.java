package org.ockham.optim;

import java.util.function.DoubleFunction;
import org.ockham.tensor.Tensor;

/**
 * Seeks a length t along a direction where the loss has fallen enough, f(t) ≤ f(0) + c₁t·f′(0), and its slope has flattened,
 * |f′(t)| ≤ c₂|f′(0)|: first brackets such lengths, then narrows the bracket by cubic interpolation (Nocedal, Wright 2006,
 * algorithms 3.5 and 3.6, c₁ = 1e-4, c₂ = 0.9).
 */
final class StrongWolfe {

  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;

  /** The loss at a length, with its gradient and its slope along the direction. */
  record Point(double t, double loss, Tensor gradient, double slope) {}

  private final DoubleFunction<Point> evaluate;
  private final Point start;
  private final double reach;
  private final double toleranceChange;
  private final int maxTrials;
  private int evaluations;

  /** From {@code start}, t = 0; {@code reach} is how far t = 1 moves the number that it moves most. */
  StrongWolfe(
      DoubleFunction<Point> evaluate,
      Point start,
      double reach,
      double toleranceChange,
      int maxTrials) {
    this.evaluate = evaluate;
    this.start = start;
    this.reach = reach;
    this.toleranceChange = toleranceChange;
    this.maxTrials = maxTrials;
  }

  int evaluations() {
    return evaluations;
  }

  /** The point found, or the best one seen; t is tried first. */
  Point search(double t) {
    Point previous = start;
    Point now = at(t);
    for (int trial = 0; trial < maxTrials; trial++) {
      if (!hasFallenEnough(now) || (trial > 1 && now.loss() >= previous.loss())) {
        return narrow(previous, now, trial);
      }
      if (isFlat(now)) {
        return now;
      }
      if (now.slope() >= 0) {
        return narrow(previous, now, trial);
      }
      double least = now.t() + 0.01 * (now.t() - previous.t());
      double next = interpolate(previous, now, least, now.t() * 10);
      previous = now;
      now = at(next);
    }
    return start.loss() <= now.loss() ? start : now;
  }

  private Point narrow(Point first, Point second, int trials) {
    Point low = first.loss() <= second.loss() ? first : second;
    Point high = first.loss() <= second.loss() ? second : first;
    boolean stalled = false;
    for (int trial = trials; trial < maxTrials; trial++) {
      double left = Math.min(low.t(), high.t());
      double right = Math.max(low.t(), high.t());
      if ((right - left) * reach < toleranceChange) {
        break;
      }
      double t = interpolate(low, high, left, right);
      double margin = 0.1 * (right - left);
      if (Math.min(right - t, t - left) < margin) {
        // Twice in a row this close to an end, or on it: the interpolation gets nowhere, step
        // inside.
        if (stalled || t >= right || t <= left) {
          t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin;
          stalled = false;
        } else {
          stalled = true;
        }
      } else {
        stalled = false;
      }
      Point now = at(t);
      if (!hasFallenEnough(now) || now.loss() >= low.loss()) {
        high = now;
        if (high.loss() < low.loss()) {
          Point swap = low;
          low = high;
          high = swap;
        }
      } else {
        if (isFlat(now)) {
          return now;
        }
        if (now.slope() * (high.t() - low.t()) >= 0) {
          high = low;
        }
        low = now;
      }
    }
    return low;
  }

  private boolean hasFallenEnough(Point point) {
    return point.loss() <= start.loss() + C1 * point.t() * start.slope();
  }

  private boolean isFlat(Point point) {
    return Math.abs(point.slope()) <= -C2 * start.slope();
  }

  private Point at(double t) {
    evaluations++;
    return evaluate.apply(t);
  }

  /** Where the cubic through both points with their slopes is least, between these bounds. */
  private static double interpolate(Point a, Point b, double least, double most) {
    Point left = a.t() <= b.t() ? a : b;
    Point right = a.t() <= b.t() ? b : a;
    double d1 =
        left.slope() + right.slope() - 3 * (left.loss() - right.loss()) / (left.t() - right.t());
    double square = d1 * d1 - left.slope() * right.slope();
    double d2 = Math.sqrt(square);
    double t = right.t()
        - (right.t() - left.t())
            * ((right.slope() + d2 - d1) / (right.slope() - left.slope() + 2 * d2));
    // No least point, or an infinite loss at one end.
    return Double.isNaN(t) ? (least + most) / 2 : Math.min(Math.max(t, least), most);
  }
}
