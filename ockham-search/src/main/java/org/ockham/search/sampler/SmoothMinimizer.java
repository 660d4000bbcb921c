package org.ockham.search.sampler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function of a few variables.
 *
 * <p>Source: J. Nocedal, S. Wright, <em>Numerical Optimization</em>, algorithm 7.5, with backtracking by Armijo's rule.
 * (The library at hand has no quasi-Newton method with limited memory.)
 */
final class SmoothMinimizer {

  /** A function that also gives its gradient. */
  interface Smooth {
    double at(double[] x, double[] gradient);
  }

  private record Pair(
      @SuppressWarnings("ArrayRecordComponent") double[] s,
      @SuppressWarnings("ArrayRecordComponent") double[] y,
      double rho) {}

  private SmoothMinimizer() {}

  static double[] minimize(Smooth f, double[] start, int iterations) {
    int n = start.length;
    double[] x = start.clone();
    double[] gradient = new double[n];
    double value = f.at(x, gradient);
    Deque<Pair> memory = new ArrayDeque<>();
    for (int iteration = 0; iteration < iterations; iteration++) {
      double[] direction = direction(gradient, memory);
      double slope = dot(direction, gradient);
      if (slope >= 0) {
        memory.clear();
        direction = scaled(gradient, -1);
        slope = -dot(gradient, gradient);
      }
      if (-slope < 1e-10) {
        break;
      }
      double longest = 0;
      for (double d : direction) {
        longest = Math.max(longest, Math.abs(d));
      }
      double step = Math.min(1, 2 / longest);
      double[] next = new double[n];
      double[] nextGradient = new double[n];
      double nextValue = Double.POSITIVE_INFINITY;
      for (int tries = 0; tries < 20; tries++, step /= 2) {
        for (int i = 0; i < n; i++) {
          next[i] = x[i] + step * direction[i];
        }
        nextValue = f.at(next, nextGradient);
        if (nextValue <= value + 1e-4 * step * slope) {
          break;
        }
      }
      if (!(nextValue < value)) {
        break;
      }
      double[] s = difference(next, x);
      double[] y = difference(nextGradient, gradient);
      double curvature = dot(s, y);
      if (curvature > 1e-12) {
        memory.addLast(new Pair(s, y, 1 / curvature));
        if (memory.size() > 8) {
          memory.removeFirst();
        }
      }
      boolean done = value - nextValue < 1e-7 * (1 + Math.abs(value));
      x = next;
      gradient = nextGradient;
      value = nextValue;
      if (done) {
        break;
      }
    }
    return x;
  }

  private static double[] direction(double[] gradient, Deque<Pair> memory) {
    double[] q = scaled(gradient, -1);
    double[] alphas = new double[memory.size()];
    int i = memory.size();
    for (Iterator<Pair> newest = memory.descendingIterator(); newest.hasNext(); ) {
      Pair pair = newest.next();
      i--;
      alphas[i] = pair.rho() * dot(pair.s(), q);
      add(q, pair.y(), -alphas[i]);
    }
    if (!memory.isEmpty()) {
      Pair last = memory.getLast();
      double scale = 1 / (last.rho() * dot(last.y(), last.y()));
      for (int k = 0; k < q.length; k++) {
        q[k] *= scale;
      }
    }
    for (Pair pair : memory) {
      double beta = pair.rho() * dot(pair.y(), q);
      add(q, pair.s(), alphas[i++] - beta);
    }
    return q;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] a, double[] b, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  private static double[] scaled(double[] a, double factor) {
    double[] copy = new double[a.length];
    add(copy, a, factor);
    return copy;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] copy = a.clone();
    add(copy, b, -1);
    return copy;
  }
}
