package org.ockham.train;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.metric.Mean;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.Optimizer;
import org.ockham.tensor.Tensor;

/** One step of the optimiser, and what is done to gradients and parameters around it. */
final class Stepper {

  private final Layer network;
  private final Map<String, Parameter> parameters;
  private final Regularizers regularizers;
  private final @Nullable GradientClipping clipping;
  private @Nullable Shards shards;

  Stepper(Layer network, TrainerSettings settings) {
    this.network = network;
    this.parameters = network.parameters();
    this.regularizers = settings.regularizers();
    this.clipping = settings.clipping();
  }

  /** Before the first step: how it is to be computed. */
  void start(Shards shards) {
    this.shards = shards;
  }

  /**
   * Steps along the mean gradient of these batches, and takes what they gave into the averages; returns their mean loss. An
   * optimiser that evaluates the loss several times has the same {@link Step}, and so the same masks, each time, and only the first
   * evaluation counts.
   */
  double step(List<Batch> batches, Fit fit, Averages averages) {
    Optimizer optimizer = fit.optimizer();
    Step step = fit.now();
    boolean[] first = {true};
    double mean = optimizer.step(() -> {
      optimizer.zeroGrad();
      Tensor loss = backward(batches, step, averages, first[0]);
      regularizers.afterBackward(parameters, optimizer, step);
      if (clipping != null) {
        clip(clipping, fit);
      }
      if (first[0]) {
        regularizers.beforeStep(parameters, optimizer, step);
        fit.callbacks().forEach(callback -> callback.onGradients(fit));
      }
      first[0] = false;
      return loss;
    });
    regularizers.afterStep(parameters, optimizer, step);
    return mean;
  }

  /** The gradient of the mean over all that counts, or of the sum. What nothing counts in is left out: its loss is 0 / 0. */
  private Tensor backward(List<Batch> batches, Step step, Averages averages, boolean counts) {
    Mean mean = new Mean();
    double sum = 0;
    List<Part> parts = requireNonNull(shards).compute(batches, step);
    for (Part part : parts) {
      double value = measure(part, averages, counts);
      if (!part.output().isEmpty()) {
        sum += value;
        mean.add(value, part.amount());
      }
    }
    Part first = parts.get(0);
    double value = mean.value(); // not a number where nothing counts
    return parts.size() == 1 && !first.output().isEmpty()
        ? first.output().loss()
        : Tensor.scalar(first.isSum() && !Double.isNaN(value) ? sum : value);
  }

  private double measure(Part part, Averages averages, boolean counts) {
    try {
      return counts
          ? averages.add(part.output(), part.batch())
          : averages.lossOf(part.output(), part.batch());
    } catch (TrainingException e) {
      throw requireNonNull(shards).named(part, e);
    }
  }

  private void clip(GradientClipping clipping, Fit fit) {
    try {
      clipping.clip(parameters.values());
    } catch (ArithmeticException e) {
      throw new TrainingException(
          "at step " + (fit.step() + 1) + " (epoch " + fit.epoch() + ") " + e.getMessage());
    }
  }

  /** What the first step will do with a batch, without a backward pass: nothing of it is kept. */
  StepOutput rehearse(Batch batch, Fit fit) {
    return rehearse(batch, fit, fit.now(), 0);
  }

  /** The same with one of several batches, whose first sample has this place among those of the step. */
  StepOutput rehearse(Batch batch, Fit fit, Step step, long firstSample) {
    network.randomize(step.key("mask"), firstSample);
    TrainingModule module = fit.module();
    Part part =
        Part.cut(batch, module.prepare(batch, step), step, firstSample, 1).get(0);
    part.output(module.trainingStep(part.prepared(), step));
    return part.output();
  }
}
