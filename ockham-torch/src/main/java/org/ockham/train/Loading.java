package org.ockham.train;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.data.DataSampler;
import org.ockham.data.Dataset;
import org.ockham.data.LastBatch;
import org.ockham.data.Loader;

/**
 * How a trainer reads its data.
 *
 * @param batchSize samples in a training batch
 * @param evaluationBatchSize samples evaluated at once
 * @param sampler which training samples an epoch reads, and in which order
 * @param lastBatch what becomes of an epoch's last training batch if it is not full
 * @param prefetch batches read ahead
 * @param workers threads that read ahead
 * @param train how much of the training data an epoch has
 * @param validation how much of the validation data a validation has
 * @param test how much of the test data a test has
 */
public record Loading(
    int batchSize,
    int evaluationBatchSize,
    DataSampler sampler,
    LastBatch lastBatch,
    int prefetch,
    int workers,
    Portion train,
    Portion validation,
    Portion test) {

  public Loading {
    Check.positive("batchSize", batchSize);
    Check.positive("evaluationBatchSize", evaluationBatchSize);
    Check.atLeast("prefetch", prefetch, 0);
    Check.positive("workers", workers);
  }

  /** The same, with no more than so many batches of each. */
  Loading only(int batches) {
    Portion few = Portion.batches(batches);
    return Copy.of(this, Map.of("train", few, "validation", few, "test", few));
  }

  Loader training(Dataset data, long seed) {
    return Loader.over(data)
        .batch(batchSize)
        .sampler(sampler)
        .lastBatch(lastBatch)
        .seed(seed)
        .prefetch(prefetch)
        .workers(workers);
  }

  Loader evaluation(Dataset data, long seed) {
    return Loader.over(data)
        .batch(evaluationBatchSize)
        .seed(seed)
        .prefetch(prefetch)
        .workers(workers);
  }
}
