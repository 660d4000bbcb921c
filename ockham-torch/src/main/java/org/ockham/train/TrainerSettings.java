package org.ockham.train;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Copy;
import org.ockham.data.Dataset;
import org.ockham.data.Loader;
import org.ockham.logger.Logger;
import org.ockham.nn.Layer;
import org.ockham.optim.GradientClipping;

/**
 * The settings of a {@link Trainer}; {@link Trainer.Builder} says what each does and its default.
 *
 * @param limits how long a fit lasts
 * @param loading how data is read
 * @param validation when the network is validated
 * @param computing what is computed with
 * @param accumulate how many batches make a step
 * @param seed what everything random is drawn from, but for the order
 * @param orderSeed what the samples' order and augmentation are drawn from
 * @param schedule how the learning rate changes
 * @param regularizers what is done to gradients and parameters beside the optimiser
 * @param clipping what bounds gradients; null for nothing
 * @param callbacks who looks on
 * @param loggers who writes the numbers down
 * @param average what averages the weights along the way; null for nothing
 */
public record TrainerSettings(
    Limits limits,
    Loading loading,
    Validation validation,
    Computing computing,
    GradientAccumulation accumulate,
    long seed,
    long orderSeed,
    RateSchedule schedule,
    Regularizers regularizers,
    @Nullable GradientClipping clipping,
    List<Callback> callbacks,
    List<Logger> loggers,
    @Nullable WeightAveraging average) {

  public TrainerSettings {
    callbacks = List.copyOf(callbacks);
    loggers = List.copyOf(loggers);
    if (computing.isDeterministic() && limits.maxTime() != null) {
      throw new IllegalArgumentException("deterministic with maxTime " + limits.maxTime()
          + ": a fit that the clock ends is another each time; bound it by maxSteps");
    }
    Set<Path> directories = new HashSet<>();
    for (Callback callback : callbacks) {
      Path directory = callback.directory();
      if (directory != null && !directories.add(directory.toAbsolutePath().normalize())) {
        throw new IllegalArgumentException(
            "two callbacks write into " + directory + ": give each a directory of its own");
      }
    }
  }

  /** One epoch of so many batches, which leaves nothing behind. */
  TrainerSettings forDevRun(int batches) {
    return Copy.of(
        this,
        Map.of(
            "limits", new Limits(1, 0, Limits.NO_STEPS, 0, limits.maxTime()),
            "loading", loading.only(batches),
            "validation", new Validation(Interval.epochs(1), validation.sanityBatches()),
            "callbacks",
                callbacks.stream()
                    .filter(callback -> callback.directory() == null)
                    .toList(),
            "loggers", List.of()));
  }

  /** Without those who write the numbers down, which the first of several ranks does for all. */
  TrainerSettings withoutLoggers() {
    return Copy.of(this, "loggers", List.of());
  }

  /** Of batches where it is computed, as this network reads them fastest. */
  Loader trainingLoader(Dataset data, Layer network) {
    return placed(loading.training(data, orderSeed), network);
  }

  /** The same for evaluation. */
  Loader evaluationLoader(Dataset data, Layer network) {
    return placed(loading.evaluation(data, seed), network);
  }

  private Loader placed(Loader loader, Layer network) {
    return loader.memoryFormat(network.imageFormat()).device(computing.device());
  }
}
