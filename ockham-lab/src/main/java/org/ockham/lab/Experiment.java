package org.ockham.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataModule;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.data.Targets;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.tensor.Threads;

/**
 * A variant, a seed and the data: everything that a run's result depends on, and how it is computed.
 *
 * @param variant the settings
 * @param seed of the split, the initial weights, the samples' order and the masks
 * @param images the data
 * @param threads threads inside one operation; null to time a few settings and take the best
 * @param prefetch batches read ahead by another thread
 */
public record Experiment(
    Variant variant, long seed, NamedSet images, @Nullable Threads threads, int prefetch) {

  /** Batches read ahead where images are augmented, so that training does not wait for it. */
  private static final int AHEAD = 4;

  /**
   * With one thread in an operation, which reads the data too: for images in memory that is fastest. Augmentation has a thread of
   * its own.
   */
  public static Experiment of(Variant variant, long seed, NamedSet images) {
    int prefetch = variant.data().augment().isEmpty() ? 0 : AHEAD;
    return new Experiment(variant, seed, images, Threads.of(1), prefetch);
  }

  /** With the data opened too: fetched if it must be. */
  public static Experiment of(Variant variant, long seed, Source source) {
    return of(variant, seed, variant.data().open(source));
  }

  /** So many threads inside one operation, or null to find out what is best. */
  public Experiment withThreads(@Nullable Threads threads) {
    return new Experiment(variant, seed, images, threads, prefetch);
  }

  /** So many batches read ahead; 0 reads on the training thread, for runs side by side. */
  public Experiment withPrefetch(int prefetch) {
    return new Experiment(variant, seed, images, threads, prefetch);
  }

  /** The data, split with the seed. */
  public DataModule data() {
    return variant.data().split(images, seed);
  }

  /** The shape of one input. */
  public long[] inputShape() {
    return variant.data().inputShape();
  }

  /** The names of the classes. */
  public List<String> classes() {
    return ((Targets.Classes) images.train().targets()).names();
  }

  /** The network, without values yet. */
  public Layer network() {
    return variant.network();
  }

  /** The threads in words; those found best, once a run has found them on this thread. */
  public String threadsInWords(boolean found) {
    if (threads == null && !found) {
      return "auto";
    }
    Threads used = threadsUsed();
    return (threads == null ? "auto: " : "")
        + used.intraOp()
        + (used.blas() == 1 ? "" : ", " + used.blas() + " in a matrix product");
  }

  /** The threads; those found best, once a run has found them on this thread. */
  Threads threadsUsed() {
    return threads == null ? Threads.current() : threads;
  }
}
