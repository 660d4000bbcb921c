package org.ockham.data;

import org.ockham.tensor.RandomKey;

/** What one epoch reads: which sample comes where, in which batch, and by which random numbers it is augmented. */
final class EpochOrder {
  /** By which samples are augmented that are looked at one by one: as in the first epoch of a loader of seed 0. */
  static final RandomKey LOOKED_AT = augmentation(0, 0);

  private final int[] samples;
  /** How often a place's sample has been read before in this epoch. */
  private final int[] repeats;

  private final RandomKey stream;
  private final int batch;
  private final int batches;
  private final boolean joined;

  private EpochOrder(Loader loader, int[] samples, RandomKey stream) {
    this.samples = samples;
    this.stream = stream;
    batch = loader.batch();
    batches = loader.batches();
    joined = loader.lastBatch() == LastBatch.JOIN_SINGLE;
    repeats = new int[samples.length];
    int[] seen = new int[loader.dataset().size()];
    for (int i = 0; i < samples.length; i++) {
      repeats[i] = seen[samples[i]]++;
    }
  }

  static EpochOrder of(Loader loader, long epoch) {
    return new EpochOrder(loader, loader.order(epoch), augmentation(loader.seed(), epoch));
  }

  private static RandomKey augmentation(long seed, long epoch) {
    return RandomKey.of(seed).fold("augment").fold(epoch);
  }

  /** The place at which a batch starts, and at which the one before it ends. */
  int start(int number) {
    int start = number * batch;
    return number == batches && (joined || start > samples.length) ? samples.length : start;
  }

  /** The sample at a place. */
  int sample(int place) {
    return samples[place];
  }

  /** The stream from which the key of the sample at a place comes: another one each time that it is read again. */
  RandomKey stream(int place) {
    return repeats[place] == 0 ? stream : stream.fold("again").fold(repeats[place]);
  }
}
