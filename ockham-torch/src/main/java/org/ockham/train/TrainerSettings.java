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

/**
 * The settings of a {@link Trainer}; {@link Trainer.Builder} says what each does and its default.
 *
 * @param maxEpochs at most this many passes over the training data
 * @param batchSize samples in a batch
 * @param accumulate batches in a step
 * @param evaluationBatchSize samples evaluated at once
 * @param validateEvery epochs from one validation to the next
 * @param seed what everything random is drawn from
 * @param prefetch batches read ahead
 * @param shards the parts that each batch is cut into; 0 for what {@link Parallelism} finds best
 * @param threads cores that may be used; 0 for all there are
 * @param syncBatchNorm whether batch normalisation is over the whole batch, however it is cut
 * @param schedule how the learning rate changes
 * @param regularizers what is done to gradients and parameters beside the optimiser
 * @param clipping what bounds gradients; null for nothing
 * @param callbacks who looks on
 * @param loggers who writes the numbers down
 */
public record TrainerSettings(
    int maxEpochs,
    int batchSize,
    int accumulate,
    int evaluationBatchSize,
    int validateEvery,
    long seed,
    int prefetch,
    int shards,
    int threads,
    boolean syncBatchNorm,
    RateSchedule schedule,
    Regularizers regularizers,
    @Nullable GradientClipping clipping,
    List<Callback> callbacks,
    List<Logger> loggers) {

  public TrainerSettings {
    Check.positive("maxEpochs", maxEpochs);
    Check.positive("batchSize", batchSize);
    Check.positive("accumulate", accumulate);
    Check.positive("evaluationBatchSize", evaluationBatchSize);
    Check.positive("validateEvery", validateEvery);
    Check.atLeast("prefetch", prefetch, 0);
    Check.atLeast("shards", shards, 0);
    Check.atLeast("threads", threads, 0);
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
