package org.ockham.data;

import java.util.Arrays;
import java.util.Locale;
import org.ockham.check.Copy;
import org.ockham.tensor.Device;
import org.ockham.tensor.MemoryFormat;
import org.ockham.tensor.RandomKey;

/**
 * How a data set is cut into batches, epoch after epoch. The order, the batches and their bits are a function of the seed
 * and the epoch; how many batches are read ahead, and by how many threads, changes only the speed.
 *
 * <pre>{@code
 * Loader loader = Loader.over(train).batch(64).shuffle(true).seed(7);
 * try (Epoch epoch = loader.epoch(0)) {
 *   while (epoch.hasNext()) { Batch batch = epoch.next(); network.apply(batch.input()); }
 * }
 * }</pre>
 *
 * @param dataset what is read
 * @param batch samples in a batch, at least 1
 * @param sampler which samples an epoch reads, and in which order
 * @param lastBatch what becomes of a last batch that is not full
 * @param seed of the order, and of {@link SampleWriter#key()}
 * @param prefetch how many batches are kept ready ahead; 0 reads on the calling thread when a batch is asked for
 * @param workers threads that read ahead, at least 1; none are started when {@code prefetch} is 0
 * @param memoryFormat how inputs of shape {@code [channels, height, width]} lie in memory; others lie in the order of their shape
 * @param device where batches are
 */
public record Loader(
    Dataset dataset,
    int batch,
    DataSampler sampler,
    LastBatch lastBatch,
    long seed,
    int prefetch,
    int workers,
    MemoryFormat memoryFormat,
    Device device) {
  public Loader {
    if (memoryFormat == MemoryFormat.CHANNELS_LAST_3D) {
      throw new DataException("A loader's memory format is " + memoryFormat
          + ", but its inputs are images at most: take CONTIGUOUS or CHANNELS_LAST.");
    }
    if (batch < 1 || prefetch < 0 || workers < 1) {
      throw new DataException("A loader has batch " + batch + ", prefetch " + prefetch + " and "
          + workers + " workers, but batch and workers must be at least 1, prefetch at least 0.");
    }
    if (dataset.size() < 1) {
      throw new DataException(
          "A loader's data set has " + dataset.size() + " samples, but needs at least 1.");
    }
    int samples = sampler.samples(dataset.size());
    if (lastBatch.batches(samples, batch) < 1) {
      throw new DataException("A loader drops incomplete batches (" + lastBatch + "), and the "
          + samples + " samples do not fill one of " + batch
          + ": take a smaller batch, or keep the last.");
    }
  }

  /** Batches of 1 in the data set's order, four of them read ahead by one thread. */
  public static Loader over(Dataset dataset) {
    return new Loader(
        dataset,
        1,
        DataSampler.sequential(),
        LastBatch.KEEP,
        0,
        4,
        1,
        MemoryFormat.CONTIGUOUS,
        Device.cpu());
  }

  /** A copy with so many samples in a batch. */
  public Loader batch(int batch) {
    return Copy.of(this, "batch", batch);
  }

  /** A copy that reads other samples, or in another order. */
  public Loader sampler(DataSampler sampler) {
    return Copy.of(this, "sampler", sampler);
  }

  /** A copy that reads all samples in a new random order each epoch, or in the data set's own. */
  public Loader shuffle(boolean shuffle) {
    return sampler(shuffle ? DataSampler.shuffled() : DataSampler.sequential());
  }

  /** A copy with another seed. */
  public Loader seed(long seed) {
    return Copy.of(this, "seed", seed);
  }

  /** A copy that does something else with a last batch that is not full. */
  public Loader lastBatch(LastBatch lastBatch) {
    return Copy.of(this, "lastBatch", lastBatch);
  }

  /** A copy that leaves out an incomplete last batch, or keeps it. */
  public Loader dropLast(boolean dropLast) {
    return lastBatch(dropLast ? LastBatch.DROP : LastBatch.KEEP);
  }

  /** A copy that keeps so many batches ready ahead. */
  public Loader prefetch(int prefetch) {
    return Copy.of(this, "prefetch", prefetch);
  }

  /** A copy with so many threads that read ahead; more than {@code prefetch} would have nothing to do. */
  public Loader workers(int workers) {
    return Copy.of(this, "workers", workers);
  }

  /**
   * A copy that has images lie so in memory, which changes no value: channels-last spares convolutions a copy. A {@link
   * org.ockham.train.Trainer} asks for what its network is {@linkplain org.ockham.nn.Layer#imageFormat fastest with}.
   */
  public Loader memoryFormat(MemoryFormat memoryFormat) {
    return Copy.of(this, "memoryFormat", memoryFormat);
  }

  /**
   * A copy whose batches are there; default the CPU. Samples are read and changed on the CPU. To a graphics processor their batch goes by
   * pinned memory, and nobody waits for it: {@code pin_memory} and {@code non_blocking} in PyTorch.
   */
  public Loader device(Device device) {
    return Copy.of(this, "device", device);
  }

  /** How many samples an epoch reads. */
  public int samples() {
    return sampler.samples(dataset.size());
  }

  /** How many batches an epoch has. */
  public int batches() {
    return lastBatch.batches(samples(), batch);
  }

  /** The order in which an epoch reads the samples. */
  public int[] order(long epoch) {
    return sampler.order(dataset.size(), RandomKey.of(seed).fold("order").fold(epoch));
  }

  /** One pass over the data set. Close it: it may hold threads. */
  public Epoch epoch(long epoch) {
    return epoch(epoch, 0);
  }

  /**
   * One pass, from its batch {@code first} on: what {@link Epoch#position()} gave when a run was stopped.
   *
   * @throws DataException unless {@code 0 <= first <= batches()}
   */
  public Epoch epoch(long epoch, int first) {
    return new Epoch(this, epoch, first);
  }

  /**
   * The rest of a pass that was left when this state was saved.
   *
   * @throws DataException if it is the state of a loader with other samples, batches, order or seed
   */
  public Epoch epoch(LoaderState state) {
    if (!state.loader().equals(describe())) {
      throw new DataException("The state is that of a loader of " + state.loader()
          + ", but this one is of " + describe()
          + ": go on with a loader like that one, or begin anew.");
    }
    return epoch(state.epoch(), state.batch());
  }

  /** What decides which samples are in which batch, in words; prefetch, workers, memory format and device do not. */
  public String describe() {
    return dataset.size() + " samples of shape " + Arrays.toString(dataset.inputShape()) + ", "
        + sampler.describe() + ", in batches of " + batch + ", last batch "
        + lastBatch.name().toLowerCase(Locale.ROOT) + ", seed " + seed;
  }
}
