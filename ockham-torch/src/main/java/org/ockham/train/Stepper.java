package org.ockham.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.nn.Layer;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.Optimizer;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/** One step of the optimiser: forward, backward, clip, move. */
final class Stepper {

  private final Layer network;
  private final RandomKey masks;
  private final @Nullable GradientClipping clipping;
  private final List<Callback> callbacks;

  Stepper(Layer network, long seed, @Nullable GradientClipping clipping, List<Callback> callbacks) {
    this.network = network;
    this.masks = RandomKey.of(seed).fold("mask");
    this.clipping = clipping;
    this.callbacks = callbacks;
  }

  private void clip(GradientClipping clipping, Fit fit) {
    try {
      clipping.clip(network.parameters().values());
    } catch (ArithmeticException e) {
      throw new TrainingException(
          "at step " + (fit.step() + 1) + " (epoch " + fit.epoch() + ") " + e.getMessage());
    }
  }

  /**
   * Steps along the mean gradient of these batches, and takes what they gave into the averages; returns their mean loss. An
   * optimiser that evaluates the loss several times has the same masks each time, and only the first evaluation counts.
   */
  double step(List<Batch> batches, Fit fit, Averages averages) {
    Optimizer optimizer = fit.optimizer();
    boolean[] first = {true};
    return optimizer.step(() -> {
      network.randomize(masks.fold(fit.step()));
      optimizer.zeroGrad();
      Tensor loss = backward(batches, fit, averages, first[0]);
      first[0] = false;
      for (Callback callback : callbacks) {
        callback.onBackwardEnd(fit);
      }
      if (clipping != null) {
        clip(clipping, fit);
      }
      return loss;
    });
  }

  /** A batch in which nothing counts is left out: its loss is 0 / 0. */
  private static Tensor backward(List<Batch> batches, Fit fit, Averages averages, boolean counts) {
    double mean = 0;
    Tensor loss = null;
    for (Batch batch : batches) {
      StepOutput output = fit.module().trainingStep(batch);
      double value = counts ? averages.add(output, batch) : averages.lossOf(output, batch);
      if (output.isEmpty()) {
        continue;
      }
      mean += value / batches.size();
      loss = output.loss();
      (batches.size() == 1 ? loss : loss.div(batches.size())).backward();
    }
    return loss != null && batches.size() == 1
        ? loss
        : Tensor.scalar(loss == null ? Double.NaN : mean);
  }

  /** What the first step will do with a batch, without a backward pass: nothing of it is kept. */
  StepOutput rehearse(Batch batch, TrainingModule module) {
    network.randomize(masks.fold(0));
    return module.trainingStep(batch);
  }
}
