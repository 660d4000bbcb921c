package org.ockham.optim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/** The last changes of parameters and of the gradient, and the inverse curvature that follows from them. */
final class CurvatureHistory {

  /** One change: of the parameters s, of the gradient y, and 1 / (y · s). */
  record Change(Tensor s, Tensor y, double inverse) {}

  private final int size;
  private static final Operator SCALE = Operator.named("aten::mul.Scalar_out");
  private static final Operator DIFFERENCE = Operator.named("aten::sub.out");
  private static final Operator NEGATIVE = Operator.named("aten::neg.out");

  private final Deque<Change> changes = new ArrayDeque<>();
  /** Room for the next change: the one last forgotten. */
  private @Nullable Change spare;

  private double scale = 1;

  CurvatureHistory(int size) {
    this.size = size;
  }

  /**
   * Takes in the change s = length · direction, y = gradient − previous, unless the curvature along it is not positive; the oldest
   * is forgotten.
   */
  void add(Tensor direction, double length, Tensor gradient, Tensor previous) {
    Change room = spare == null ? copy(direction, gradient, 0) : spare;
    SCALE.call(direction, length, room.s());
    DIFFERENCE.call(gradient, previous, 1, room.y());
    double ys = room.y().dot(room.s()).item();
    if (ys > 1e-10) {
      scale = ys / room.y().dot(room.y()).item();
      changes.addLast(new Change(room.s(), room.y(), 1 / ys));
      spare = changes.size() > size ? changes.removeFirst() : null;
    } else {
      spare = room;
    }
  }

  private static Change copy(Tensor s, Tensor y, double inverse) {
    return new Change(s.copy().escape(), y.copy().escape(), inverse);
  }

  /** d ← −H · g by the two-loop recursion. */
  void direction(Tensor gradient, Tensor d) {
    NEGATIVE.call(gradient, d);
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
    saved.forEach(change -> changes.addLast(copy(change.s(), change.y(), change.inverse())));
    this.scale = scale;
  }
}
