package org.ockham.train;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.data.Dataset;
import org.ockham.data.Loader;
import org.ockham.logger.Logger;
import org.ockham.optim.GradientClipping;
import org.ockham.tensor.Threads;

/**
 * The settings of a {@link Trainer}; {@link Trainer.Builder} says what each does and its default.
 *
 * @param maxEpochs at most this many passes over the training data
 * @param batchSize samples in a batch
 * @param accumulate batches in a step
 * @param evaluationBatchSize samples evaluated at once
 * @param validateEvery how often the network is validated
 * @param seed what everything random is drawn from
 * @param prefetch batches read ahead
 * @param threads in one operation; null for those that are found to be fastest
 * @param schedule how the learning rate changes
 * @param regularizers what is done to gradients and parameters beside the optimiser
 * @param clipping what bounds gradients; null for nothing
 * @param callbacks who looks on
 * @param loggers who writes the numbers down
 * @param average what averages the weights along the way; null for nothing
 */
public record TrainerSettings(
    int maxEpochs,
    int batchSize,
    int accumulate,
    int evaluationBatchSize,
    Interval validateEvery,
    long seed,
    int prefetch,
    @Nullable Threads threads,
    RateSchedule schedule,
    Regularizers regularizers,
    @Nullable GradientClipping clipping,
    List<Callback> callbacks,
    List<Logger> loggers,
    @Nullable WeightAveraging average) {

  public TrainerSettings {
    Check.positive("maxEpochs", maxEpochs);
    Check.positive("batchSize", batchSize);
    Check.positive("accumulate", accumulate);
    Check.positive("evaluationBatchSize", evaluationBatchSize);
    Check.atLeast("prefetch", prefetch, 0);
    callbacks = List.copyOf(callbacks);
    loggers = List.copyOf(loggers);
    Set<Path> directories = new HashSet<>();
    for (Callback callback : callbacks) {
      Path directory = callback.directory();
      if (directory != null && !directories.add(directory.toAbsolutePath().normalize())) {
        throw new IllegalArgumentException(
            "two callbacks write into " + directory + ": give each a directory of its own");
      }
    }
  }

  Loader trainingLoader(Dataset data) {
    return Loader.over(data).batch(batchSize).shuffle(true).seed(seed).prefetch(prefetch);
  }

  Loader evaluationLoader(Dataset data) {
    return Loader.over(data).batch(evaluationBatchSize).seed(seed).prefetch(prefetch);
  }
}
