package org.ockham.data;

import java.util.stream.IntStream;
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
 * @param batch samples in a batch, at least 1; the last batch of an epoch may be smaller
 * @param shuffle true for a new random order in each epoch, false for the data set's own
 * @param seed of the order, and of {@link SampleWriter#key()}
 * @param dropLast true to leave out a last batch that is not full
 * @param prefetch how many batches are kept ready ahead; 0 reads on the calling thread when a batch is asked for
 * @param workers threads that read ahead, at least 1; none are started when {@code prefetch} is 0
 */
public record Loader(
    Dataset dataset,
    int batch,
    boolean shuffle,
    long seed,
    boolean dropLast,
    int prefetch,
    int workers) {
  public Loader {
    if (batch < 1 || prefetch < 0 || workers < 1) {
      throw new DataException("A loader has batch " + batch + ", prefetch " + prefetch + " and "
          + workers + " workers, but batch and workers must be at least 1, prefetch at least 0.");
    }
    if (dataset.size() < 1) {
      throw new DataException(
          "A loader's data set has " + dataset.size() + " samples, but needs at least 1.");
    }
    if (dropLast && dataset.size() < batch) {
      throw new DataException("A loader drops incomplete batches, and the " + dataset.size()
          + " samples do not fill one of " + batch + ": take a smaller batch, or keep the last.");
    }
  }

  /** Batches of 1 in the data set's order, four of them read ahead by one thread. */
  public static Loader over(Dataset dataset) {
    return new Loader(dataset, 1, false, 0, false, 4, 1);
  }

  /** A copy with so many samples in a batch. */
  public Loader batch(int batch) {
    return new Loader(dataset, batch, shuffle, seed, dropLast, prefetch, workers);
  }

  /** A copy that shuffles, or does not. */
  public Loader shuffle(boolean shuffle) {
    return new Loader(dataset, batch, shuffle, seed, dropLast, prefetch, workers);
  }

  /** A copy with another seed. */
  public Loader seed(long seed) {
    return new Loader(dataset, batch, shuffle, seed, dropLast, prefetch, workers);
  }

  /** A copy that leaves out an incomplete last batch, or does not. */
  public Loader dropLast(boolean dropLast) {
    return new Loader(dataset, batch, shuffle, seed, dropLast, prefetch, workers);
  }

  /** A copy that keeps so many batches ready ahead. */
  public Loader prefetch(int prefetch) {
    return new Loader(dataset, batch, shuffle, seed, dropLast, prefetch, workers);
  }

  /** A copy with so many threads that read ahead; more than {@code prefetch} would have nothing to do. */
  public Loader workers(int workers) {
    return new Loader(dataset, batch, shuffle, seed, dropLast, prefetch, workers);
  }

  /** How many batches an epoch has. */
  public int batches() {
    return dataset.size() / batch + (dropLast || dataset.size() % batch == 0 ? 0 : 1);
  }

  /** The order in which an epoch reads the samples. */
  public int[] order(long epoch) {
    int size = dataset.size();
    return shuffle
        ? Split.shuffled(size, RandomKey.of(seed).fold("order").fold(epoch))
        : IntStream.range(0, size).toArray();
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
}
