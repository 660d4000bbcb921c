package org.ockham.train;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.nn.Layer;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** Says of a loss or an output that is not finite where it was met, what it most likely comes from, and what to try. */
final class NotFinite {

  private static final Map<String, String> STAGES =
      Map.of("train", "training", "val", "validation", "test", "the test");

  private NotFinite() {}

  /**
   * The sentence about a number.
   *
   * @param what what is said of it: {@code the loss is NaN}
   * @param fit the fit under way, or null if there is none
   */
  static TrainingException of(
      String what, String stage, Batch batch, Layer network, @Nullable Fit fit) {
    return new TrainingException(what + place(stage, fit) + cause(batch, network, fit));
  }

  static boolean isFinite(Tensor tensor) {
    try (Scope scope = Scope.open()) {
      return !tensor.dtype().isFloating() || tensor.detach().isfinite().all().item() != 0;
    }
  }

  private static String place(String stage, @Nullable Fit fit) {
    String during = " in " + STAGES.getOrDefault(stage, stage);
    if (fit == null) {
      return during;
    }
    boolean isFirst = fit.step() == 0;
    if (stage.equals("train")) {
      return " at step " + (fit.step() + 1) + " (epoch " + Math.max(1, fit.epoch()) + ")"
          + (isFirst ? ", before any weight has moved" : "");
    }
    return during
        + (isFirst
            ? " before the first step"
            : " after step " + fit.step() + " (epoch " + fit.epoch() + ")");
  }

  private static String cause(Batch batch, Layer network, @Nullable Fit fit) {
    for (Tensor data : new Tensor[] {batch.input(), batch.target()}) {
      if (!isFinite(data)) {
        return ": the " + (data == batch.input() ? "input" : "target")
            + " of its batch has values that are not finite, look at the data";
      }
    }
    if (fit != null && fit.step() > 0) {
      return ": try a learning rate below " + fit.rate()
          + ", clip the gradients, or look at the data";
    }
    return network.parameters().values().stream().allMatch(p -> isFinite(p.value()))
        ? ": look at the network, the loss and the data"
        : ": the network has weights that are not finite, train it anew";
  }
}
