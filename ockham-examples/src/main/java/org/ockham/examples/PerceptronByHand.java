package org.ockham.examples;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.ockham.data.Batch;
import org.ockham.data.Dataset;
import org.ockham.data.Epoch;
import org.ockham.data.Generated;
import org.ockham.data.Loader;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** Rosenblatt's rule by hand: the gradient of max(0, −y · f(x)) at a point on the wrong side is −y · x, and a step against it adds y · x. */
public final class PerceptronByHand {

  private static final int PASSES = 20;

  private PerceptronByHand() {}

  /** Prints the mistakes of each pass, on points that a line parts and on XOR. */
  public static void main(String[] args) {
    System.out.println("a line parts them: " + mistakes(Generated.separable(100, 0.1, 1)));
    System.out.println("XOR: " + mistakes(Generated.xor()));
  }

  static List<Integer> mistakes(Dataset points) {
    List<Integer> mistakes = new ArrayList<>();
    try (Scope scope = Scope.open();
        Epoch epoch = Loader.over(points).batch(points.size()).epoch(0)) {
      Batch all = epoch.next();
      Tensor w = Tensor.zeros(3).requiresGrad(true); // two weights, and the bias
      for (int pass = 0; pass < PASSES && !mistakes.contains(0); pass++) {
        int count = 0;
        for (int i = 0; i < points.size(); i++) {
          try (Scope step = Scope.open()) {
            Tensor x = Tensor.cat(List.of(all.input().get(i), Tensor.ones(1)), 0);
            long y = 2 * all.target().get(i).itemLong() - 1; // −1 or 1
            Tensor loss = w.dot(x).mul(-y);
            if (loss.item() >= 0) { // on the wrong side, or on the line
              loss.backward();
              try (NoGrad off = NoGrad.on()) {
                w.sub_(requireNonNull(w.grad())); // w ← w + y · x
              }
              w.clearGrad();
              count++;
            }
          }
        }
        mistakes.add(count);
      }
    }
    return mistakes;
  }
}
