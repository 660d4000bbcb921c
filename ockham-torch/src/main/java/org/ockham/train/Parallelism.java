package org.ockham.train;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.state.SavedState;
import org.ockham.tensor.Threads;

/**
 * How the arithmetic of a step is laid out for several cores. The bits of a run depend on it, so it follows from the network and its batch
 * alone, the same on every machine, and is noted with the run. How many cores there are changes only the time.
 *
 * <p>Where each weight is used often in a step, by convolutions or large batches, each batch is cut into shards, one a thread, which then
 * add their gradients. Where a network is large beside its batch, that would carry more between the cores than it saves, and the matrix
 * library's own threads share each product instead. Small work is done fastest by one thread. Never are both more than one: their threads
 * would wait for each other. A graphics processor takes each batch whole.
 *
 * @param shards the parts that each batch is cut into, of all ranks together
 * @param blasThreads the threads that share a matrix product
 */
public record Parallelism(int shards, int blasThreads) {

  /** One thread for everything. */
  public static final Parallelism NONE = new Parallelism(1, 1);

  /** Multiply-adds of a forward pass over a batch, below which a second thread costs more than it brings. */
  private static final double LEAST_WORK = 4e6;

  /** How often a step uses each weight, from where on the matrix library's threads pay. */
  private static final double LEAST_REUSE = 32;

  /** And from where on shards do: what they add up, and hand from core to core, is as large as the network. */
  private static final double SHARDED_REUSE = 192;

  /** With fewer samples in each of two shards, kernels lose what the other core brings. */
  private static final int LEAST_SAMPLES = 16;

  /** With fewer samples in each of more shards, they cost a machine of two cores more than they bring to larger ones. */
  private static final int ENOUGH_SAMPLES = 64;

  private static final int MOST_SHARDS = 8;

  private static final String SHARDS = "shards";
  private static final String BLAS_THREADS = "blasThreads";

  public Parallelism {
    Check.positive(SHARDS, shards);
    Check.positive(BLAS_THREADS, blasThreads);
    if (shards > 1 && blasThreads > 1) {
      throw new IllegalArgumentException(
          "shards is " + shards + " and blasThreads is " + blasThreads + ": one of them must be 1");
    }
  }

  /**
   * What is fastest, as the benchmark {@code ShardRatios} measures it.
   *
   * @param multiplyAdds of a forward pass over a batch
   * @param parameters of the network
   * @param batch samples in it
   */
  static Parallelism of(double multiplyAdds, long parameters, int batch) {
    double reuse = multiplyAdds / Math.max(1, parameters);
    if (multiplyAdds < LEAST_WORK || reuse < LEAST_REUSE) {
      return NONE;
    }
    if (reuse < SHARDED_REUSE) {
      return new Parallelism(1, 2);
    }
    if (batch < 2 * LEAST_SAMPLES) {
      return NONE;
    }
    int shards = 2;
    while (shards < MOST_SHARDS && batch >= 2 * shards * ENOUGH_SAMPLES) {
      shards *= 2;
    }
    return new Parallelism(shards, 1);
  }

  /** What the settings ask for, and by the rule what they leave open. */
  static Parallelism of(Computing settings, TrainingModule module, double multiplyAdds, int batch) {
    Parallelism best = settings.device().isCpu()
        ? of(multiplyAdds, module.network().parameterCount(), batch)
        : NONE;
    int shards = settings.shardsOfAll() > 0
        ? settings.shardsOfAll()
        : best.shards > 1 && !canBeCut(module) ? 1 : best.shards;
    int blas = shards > 1 ? 1 : best.blasThreads;
    return new Parallelism(
        shards, settings.threads() > 0 ? Math.min(blas, settings.threads()) : blas);
  }

  private static boolean canBeCut(TrainingModule module) {
    try {
      module.withNetwork(module.network());
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  /** How many shards are computed at once, given how many cores may be used; 0 for all there are. */
  int coresOf(int threads) {
    return Math.min(shards, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
  }

  /** What each thread and the matrix library are set to. */
  Threads threads() {
    return new Threads(1, blasThreads);
  }

  SavedState state() {
    return SavedState.of(Map.of(SHARDS, (long) shards, BLAS_THREADS, (long) blasThreads));
  }

  /**
   * Refuses to go on with what was computed otherwise.
   *
   * @throws IllegalArgumentException if it was; it says how
   */
  void check(SavedState saved) {
    Parallelism there = new Parallelism(
        Math.toIntExact(saved.whole(SHARDS)), Math.toIntExact(saved.whole(BLAS_THREADS)));
    if (!equals(there)) {
      throw new IllegalArgumentException("it was computed by " + there + " where this fit takes "
          + this + ": give the shards and threads it began with");
    }
  }

  /** In words: {@code 4 shards}, {@code 2 threads in a matrix product}, {@code one thread}. */
  @Override
  public String toString() {
    return shards > 1
        ? shards + " shards"
        : blasThreads > 1 ? blasThreads + " threads in a matrix product" : "one thread";
  }
}
