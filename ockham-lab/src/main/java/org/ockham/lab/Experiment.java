package org.ockham.lab;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataModule;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.data.Targets;
import org.ockham.data.table.FittedTarget;
import org.ockham.data.table.TableData;
import org.ockham.data.table.TableSet;
import org.ockham.lab.recipe.DataPlan;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.tensor.Device;
import org.ockham.train.Parallelism;
import org.ockham.train.TrainingModule;

/**
 * A variant, a seed and the data: everything that a run's result depends on, and how it is computed.
 *
 * @param variant the settings
 * @param seed that it is known by; of the split, the initial weights, the samples' order and the masks where seeds does not say otherwise
 * @param images the data
 * @param shards the parts that each batch is cut into, or of several ranks each one's; 0 for what is best for the network and its batch
 * @param threads cores that may be used; 0 for all there are
 * @param device where it is computed
 * @param prefetch batches read ahead by another thread
 * @param seeds of each thing that is drawn
 * @param fold the part of the training images that stands in for the test set; null where that is the test set itself
 */
public record Experiment(
    Variant variant,
    long seed,
    NamedSet images,
    int shards,
    int threads,
    Device device,
    int prefetch,
    Seeds seeds,
    @Nullable TestFold fold) {

  /** Batches read ahead where images are augmented, so that training does not wait for it. */
  private static final int AHEAD = 4;

  /**
   * On one thread, which reads the data too: so that many run side by side. Augmentation has a thread of its own.
   */
  public static Experiment of(Variant variant, long seed, NamedSet images) {
    int prefetch = variant.data().augment().isEmpty() ? 0 : AHEAD;
    return new Experiment(
        variant, seed, images, 1, 1, Device.cpu(), prefetch, Seeds.of(seed), null);
  }

  /** One of many on one thread each, which then reads the data too: augmentation has no thread of its own. */
  public static Experiment sideBySide(
      Variant variant, long seed, Seeds seeds, @Nullable TestFold fold, NamedSet images) {
    return of(variant, seed, images).withPrefetch(0).withSeeds(seeds).withFold(fold);
  }

  /** With the data opened too: fetched if it must be. */
  public static Experiment of(Variant variant, long seed, Source source) {
    return of(variant, seed, variant.data().open(source));
  }

  /** With batches cut into so many shards, on so many cores; 0 for what is best, and for all there are. */
  public Experiment on(int shards, int threads) {
    return new Experiment(variant, seed, images, shards, threads, device, prefetch, seeds, fold);
  }

  /** Computed there, which changes the last bits. */
  public Experiment on(Device device) {
    return new Experiment(variant, seed, images, shards, threads, device, prefetch, seeds, fold);
  }

  /** Computed as it was elsewhere, whatever the machine. */
  Experiment as(Parallelism parallelism) {
    return on(parallelism.shards(), parallelism.shards() > 1 ? 0 : parallelism.blasThreads());
  }

  /** So many batches read ahead; 0 reads on the training thread, for runs side by side. */
  public Experiment withPrefetch(int prefetch) {
    return new Experiment(variant, seed, images, shards, threads, device, prefetch, seeds, fold);
  }

  /** With these seeds in place of the one. */
  public Experiment withSeeds(Seeds seeds) {
    return new Experiment(variant, seed, images, shards, threads, device, prefetch, seeds, fold);
  }

  /** Judged on this part of its training images, which are {@linkplain DataPlan#fold cut} with the seed of the split. */
  public Experiment withFold(@Nullable TestFold fold) {
    return new Experiment(variant, seed, images, shards, threads, device, prefetch, seeds, fold);
  }

  /** The data, split with its seed. */
  public DataModule data() {
    return fold == null
        ? variant.data().split(images, seeds.split())
        : variant.data().fold(images, seeds.split(), fold.index(), fold.count());
  }

  /** The shape of one input; of a table as its training part is encoded. */
  public long[] inputShape() {
    return images instanceof TableSet ? inputShape(data()) : variant.data().inputShape();
  }

  private static long[] inputShape(DataModule data) {
    return data.train().inputShape();
  }

  /** The names of the outputs: of classes, of labels, or of the value that is predicted. */
  public List<String> classes() {
    if (images.train().targets() instanceof Targets.Classes classes) {
      return classes.names();
    }
    return images instanceof TableSet table
        ? table.preparation().target().columns()
        : IntStream.range(0, variant.data().outputs()).mapToObj(i -> "y" + i).toList();
  }

  /** The network, without values yet. */
  public Layer network() {
    return network(data());
  }

  /** The network for these parts of the data. */
  Layer network(DataModule data) {
    return variant.network(data);
  }

  /** A network with what trains and measures it on these parts of the data. */
  public TrainingModule module(Layer network, DataModule data) {
    return variant
        .task()
        .module(
            network,
            variant.optimizer(),
            variant.loss(),
            data instanceof TableData table
                    && table.preparation().target() instanceof FittedTarget.Value value
                ? value.scale()
                : 1,
            variant.data().labels());
  }

  /** How many cores may be used, in words; 0 is all there are. */
  static String threadsInWords(int threads) {
    return threads == 0 ? "auto" : Integer.toString(threads);
  }
}
