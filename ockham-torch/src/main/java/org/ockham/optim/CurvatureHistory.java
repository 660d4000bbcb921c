package org.ockham.optim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.ockham.tensor.Tensor;

/** The last changes of parameters and of the gradient, and the inverse curvature that follows from them. */
final class CurvatureHistory {

  /** One change: of the parameters s, of the gradient y, and 1 / (y · s). */
  record Change(Tensor s, Tensor y, double inverse) {}

  private final int size;
  private final Deque<Change> changes = new ArrayDeque<>();
  private double scale = 1;

  CurvatureHistory(int size) {
    this.size = size;
  }

  /** Takes in a change, unless the curvature along it is not positive; the oldest is forgotten. */
  void add(Tensor s, Tensor y) {
    double ys = y.dot(s).item();
    if (ys > 1e-10) {
      scale = ys / y.dot(y).item();
      put(s, y, 1 / ys);
    }
  }

  private void put(Tensor s, Tensor y, double inverse) {
    if (changes.size() == size) {
      Change oldest = changes.removeFirst(); // its memory serves the new one
      changes.addLast(new Change(oldest.s().copy_(s), oldest.y().copy_(y), inverse));
    } else {
      changes.addLast(new Change(s.copy().escape(), y.copy().escape(), inverse));
    }
  }

  /** −H · g by the two-loop recursion. */
  Tensor direction(Tensor gradient) {
    Tensor d = gradient.neg();
    List<Double> weights = new ArrayList<>();
    for (var i = changes.descendingIterator(); i.hasNext(); ) {
      Change change = i.next();
      double weight = change.s().dot(d).item() * change.inverse();
      d.add_(change.y(), -weight);
      weights.add(weight);
    }
    d.mul_(scale);
    Collections.reverse(weights);
    int k = 0;
    for (Change change : changes) {
      double weight = change.y().dot(d).item() * change.inverse();
      d.add_(change.s(), weights.get(k++) - weight);
    }
    return d;
  }

  double scale() {
    return scale;
  }

  /** From the oldest to the newest. */
  List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Starts again with these. */
  void restore(List<Change> saved, double scale) {
    changes.clear();
    saved.forEach(change -> put(change.s(), change.y(), change.inverse()));
    this.scale = scale;
  }
}
