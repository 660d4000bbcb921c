package org.ockham.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ockham.tensor.RandomKey;

/**
 * Which samples an epoch reads, and in which order (PyTorch's <a
 * href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Sampler">samplers</a>).
 *
 * <pre>{@code
 * Loader.over(train).batch(64).sampler(DataSampler.balanced(train)).seed(7)
 * }</pre>
 */
public sealed interface DataSampler {

  /**
   * How many samples an epoch has.
   *
   * @param size of the data set
   * @throws DataException if such a data set cannot be sampled so
   */
  int samples(int size);

  /**
   * The samples of one epoch, in their order.
   *
   * @param size of the data set
   * @param key what is drawn follows from it alone
   */
  int[] order(int size, RandomKey key);

  /** In a few words. */
  String describe();

  /** All, in the data set's own order. */
  record Sequential() implements DataSampler {
    @Override
    public int samples(int size) {
      return size;
    }

    @Override
    public int[] order(int size, RandomKey key) {
      return IntStream.range(0, size).toArray();
    }

    @Override
    public String describe() {
      return "in order";
    }
  }

  /** All, in a new random order each epoch. */
  record Shuffled() implements DataSampler {
    @Override
    public int samples(int size) {
      return size;
    }

    @Override
    public int[] order(int size, RandomKey key) {
      return Split.shuffled(size, key);
    }

    @Override
    public String describe() {
      return "shuffled";
    }
  }

  /**
   * Some, in a new random order each epoch.
   *
   * @param indices which; one that is named twice is read twice
   */
  record Chosen(List<Integer> indices) implements DataSampler {
    public Chosen {
      indices = List.copyOf(indices);
      if (indices.isEmpty()) {
        throw new DataException("0 samples are to be read, but an epoch needs at least 1.");
      }
    }

    @Override
    public int samples(int size) {
      for (int index : indices) {
        if (index < 0 || index >= size) {
          throw new DataException("Sample " + index
              + " is to be read, but the data set has samples 0 to " + (size - 1) + ".");
        }
      }
      return indices.size();
    }

    @Override
    public int[] order(int size, RandomKey key) {
      return Arrays.stream(Split.shuffled(indices.size(), key))
          .map(indices::get)
          .toArray();
    }

    @Override
    public String describe() {
      return indices.size() + " chosen, shuffled (" + Integer.toHexString(indices.hashCode()) + ")";
    }
  }

  /**
   * Each draw takes sample i with a probability in proportion to its weight, of all samples, or without replacement of those that
   * are left. A sample that is drawn again is augmented anew.
   *
   * @param weights one a sample, each at least 0, not all 0; they need not add up to 1
   * @param count how many draws an epoch has
   * @param replacement whether a sample can be drawn again; if not, at most as many are drawn as have a weight over 0
   */
  record Weighted(List<Double> weights, int count, boolean replacement) implements DataSampler {
    public Weighted {
      weights = List.copyOf(weights);
      for (int i = 0; i < weights.size(); i++) {
        if (!(weights.get(i) >= 0 && weights.get(i) < Double.POSITIVE_INFINITY)) {
          throw new DataException("Sample " + i + " has the weight " + weights.get(i)
              + ", but weights are finite numbers of at least 0.");
        }
      }
      long possible = weights.stream().filter(weight -> weight > 0).count();
      if (possible == 0 || count < 1 || (!replacement && count > possible)) {
        throw new DataException(
            count + " samples are to be drawn, "
                + (replacement ? "with" : "without") + " replacement, of " + possible
                + " with a weight over 0: draw at least 1, and without replacement no more than those.");
      }
    }

    /** A copy that draws so many an epoch. */
    public Weighted count(int count) {
      return new Weighted(weights, count, replacement);
    }

    /** A copy that draws with replacement, or without. */
    public Weighted replacement(boolean replacement) {
      return new Weighted(weights, count, replacement);
    }

    @Override
    public int samples(int size) {
      if (weights.size() != size) {
        throw new DataException("There are " + weights.size() + " weights, but the data set has "
            + size + " samples: give one a sample.");
      }
      return count;
    }

    @Override
    public int[] order(int size, RandomKey key) {
      return replacement ? withReplacement(key.random()) : withoutReplacement(key.random());
    }

    /** Looks up uniform numbers among the sums of the weights. */
    private int[] withReplacement(SplittableRandom random) {
      double[] sums = new double[weights.size()];
      double total = 0;
      int last = 0;
      for (int i = 0; i < sums.length; i++) {
        total += weights.get(i);
        sums[i] = total;
        last = weights.get(i) > 0 ? i : last;
      }
      int[] drawn = new int[count];
      for (int i = 0; i < count; i++) {
        double place = random.nextDouble() * total;
        int low = 0;
        int high = last; // the least index whose sum is above the place
        while (low < high) {
          int middle = (low + high) >>> 1;
          if (sums[middle] > place) {
            high = middle;
          } else {
            low = middle + 1;
          }
        }
        drawn[i] = low;
      }
      return drawn;
    }

    /** Those with the least −ln(u) / weight (Efraimidis, Spirakis 2006), the least first. */
    private int[] withoutReplacement(SplittableRandom random) {
      record Arrival(int index, double time) {}

      List<Arrival> arrivals = new ArrayList<>();
      for (int i = 0; i < weights.size(); i++) {
        double time = -StrictMath.log(1 - random.nextDouble()) / weights.get(i);
        if (weights.get(i) > 0) {
          arrivals.add(new Arrival(i, time));
        }
      }
      arrivals.sort(Comparator.comparingDouble(Arrival::time).thenComparing(Arrival::index));
      return arrivals.stream().limit(count).mapToInt(Arrival::index).toArray();
    }

    @Override
    public String describe() {
      return count + " drawn by weight with" + (replacement ? "" : "out") + " replacement ("
          + Integer.toHexString(weights.hashCode()) + ")";
    }
  }

  /** All, in the data set's own order (PyTorch's SequentialSampler). */
  static DataSampler sequential() {
    return new Sequential();
  }

  /** All, in a new random order each epoch (PyTorch's RandomSampler). */
  static DataSampler shuffled() {
    return new Shuffled();
  }

  /** These, in a new random order each epoch (PyTorch's SubsetRandomSampler). */
  static DataSampler subset(int... indices) {
    return new Chosen(Arrays.stream(indices).boxed().toList());
  }

  /** As many draws by weight as there are weights, with replacement (PyTorch's WeightedRandomSampler). */
  static Weighted weighted(double... weights) {
    return new Weighted(Arrays.stream(weights).boxed().toList(), weights.length, true);
  }

  /**
   * As many draws as the data set has samples, with replacement, of each class that occurs with the same probability.
   *
   * @throws DataException if the targets are not classes, or a sample cannot be read
   */
  static Weighted balanced(Dataset dataset) {
    int[] labels = Split.labels(dataset);
    int[] counts = new int[Arrays.stream(labels).max().orElse(0) + 1];
    for (int label : labels) {
      counts[label]++;
    }
    return weighted(
        Arrays.stream(labels).mapToDouble(label -> 1.0 / counts[label]).toArray());
  }

  /**
   * As many draws as the data set has samples, with replacement, each sample by the weight of its class.
   *
   * @param weights one a class
   * @throws DataException if the targets are not classes, a class has no weight, or a sample cannot be read
   */
  static Weighted byClass(Dataset dataset, double... weights) {
    int[] labels = Split.labels(dataset);
    int classes = Arrays.stream(labels).max().orElse(0) + 1;
    if (classes > weights.length) {
      throw new DataException("There are " + weights.length + " weights of classes, but the data"
          + " has " + classes + " classes: give one for each.");
    }
    return weighted(Arrays.stream(labels).mapToDouble(label -> weights[label]).toArray());
  }
}
