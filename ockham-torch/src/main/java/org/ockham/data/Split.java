package org.ockham.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ockham.augment.Draws;
import org.ockham.tensor.RandomKey;

/**
 * Cuts a data set into parts that share no sample and together are the whole: at random, with each class in proportion, or with
 * groups kept together; by fractions, by counts, or into folds. All follows from the seed.
 *
 * <pre>{@code
 * List<Subset> parts = Split.stratified(seed).fractions(train, 0.8, 0.2);
 * for (DataFold fold : Split.grouped(seed, DataCheck.equalGroups(train)).folds(train, 5)) {
 *   trainer.fit(task, fold); // a fold is a DataModule
 * }
 * }</pre>
 *
 * <p>scikit-learn's <a href="https://scikit-learn.org/stable/modules/cross_validation.html">words</a>: {@code KFold} is {@code
 * random(seed).folds(set, k)}, {@code StratifiedKFold} and {@code GroupKFold} are the same of {@link #stratified} and {@link
 * #grouped}, {@code RepeatedKFold} has the number of repetitions as the last argument, and {@code LeaveOneOut} has as many folds as
 * there are samples.
 */
public final class Split {
  /** How far the sum of the fractions may be from 1: what adding decimals costs, and no more. */
  private static final double ROUNDING = 1e-9;

  /** Which samples go to which part. */
  interface Parting {
    /**
     * The samples of each part, in an order that is random too.
     *
     * @param sizes how many each is to have, together all
     */
    List<int[]> parts(Dataset whole, int[] sizes, RandomKey key);
  }

  private final long seed;
  private final Parting parting;

  private Split(long seed, Parting parting) {
    this.seed = seed;
    this.parting = parting;
  }

  /** Each sample goes anywhere with the same probability. */
  public static Split random(long seed) {
    return new Split(seed, Split::cut);
  }

  /**
   * Each part has its share of every class, to within one sample.
   *
   * @see Dataset#label
   */
  public static Split stratified(long seed) {
    return new Split(seed, Stratified::parts);
  }

  /**
   * Samples of one group (a patient, a writer, {@linkplain DataCheck#equalGroups equal inputs}) go to one part. Large groups are
   * placed first, each where most is lacking, so the parts have their sizes as nearly as the groups allow.
   *
   * @param groups one number a sample; those with the same number are a group
   */
  public static Split grouped(long seed, int... groups) {
    return new Split(seed, new Grouped(groups));
  }

  /**
   * Parts of these shares. Sizes are rounded as PyTorch's {@code random_split} does.
   *
   * @param fractions each over 0, together 1
   * @throws DataException if the fractions are out of bounds, a part would be empty, or the data has no classes or other groups than
   *     the split needs
   */
  public List<Subset> fractions(Dataset whole, double... fractions) {
    return parts(whole, sizes(whole.size(), false, fractions), key(0));
  }

  /**
   * Parts of these sizes.
   *
   * @param counts each at least 1, together the whole
   * @throws DataException if they are not, a part would be empty, or the data has no classes or other groups than the split needs
   */
  public List<Subset> counts(Dataset whole, int... counts) {
    long sum = 0;
    boolean positive = true;
    for (int count : counts) {
      sum += count;
      positive &= count > 0;
    }
    if (!positive || sum != whole.size()) {
      throw new DataException("The parts " + Arrays.toString(counts) + " have " + sum
          + " samples, but each must have at least 1, and all together the " + whole.size()
          + " that there are.");
    }
    return parts(whole, counts, key(0));
  }

  /**
   * Cross-validation: k ways to train on all but one of k parts and to validate on that. Of {@code n} samples the first {@code n
   * mod k} parts have one more than the others.
   *
   * @throws DataException unless {@code 2 <= k <= size}, or if a part would be empty, or the data has no classes or other groups
   *     than the split needs
   */
  public List<DataFold> folds(Dataset whole, int k) {
    return folds(whole, k, 1);
  }

  /**
   * Cross-validation, repeated with other parts each time: the folds of all repetitions, one after the other.
   *
   * @param repetitions at least 1; the first is that of {@link #folds(Dataset, int)}
   * @throws DataException as there
   */
  public List<DataFold> folds(Dataset whole, int k, int repetitions) {
    if (k < 2 || k > whole.size() || repetitions < 1) {
      throw new DataException(k + " folds, " + repetitions + " times, of " + whole.size()
          + " samples cannot be made: ask for 2 to " + whole.size() + " folds, at least once.");
    }
    int[] sizes = new int[k];
    for (int i = 0; i < k; i++) {
      sizes[i] = whole.size() / k + (i < whole.size() % k ? 1 : 0);
    }
    List<DataFold> folds = new ArrayList<>(k * repetitions);
    for (int repetition = 0; repetition < repetitions; repetition++) {
      folds.addAll(DataFold.of(parts(whole, sizes, key(repetition))));
    }
    return List.copyOf(folds);
  }

  private RandomKey key(int repetition) {
    RandomKey first = RandomKey.of(seed).fold("split");
    return repetition == 0 ? first : first.fold(repetition);
  }

  private List<Subset> parts(Dataset whole, int[] sizes, RandomKey key) {
    List<int[]> parts = parting.parts(whole, sizes, key);
    return parts.stream().map(indices -> new Subset(whole, indices)).toList();
  }

  /** The class of each sample. */
  static int[] labels(Dataset dataset) {
    if (!(dataset.targets() instanceof Targets.Classes)) {
      throw new DataException("The data set's targets are " + dataset.targets()
          + ", but classes are needed to stratify or to balance: split at random.");
    }
    return IntStream.range(0, dataset.size()).map(dataset::label).toArray();
  }

  static Subset first(Dataset whole, int count) {
    if (count < 1 || count > whole.size()) {
      throw new DataException("Asked for the first " + count + " samples, but the data set has "
          + whole.size() + ": ask for 1 to " + whole.size() + ".");
    }
    return new Subset(whole, IntStream.range(0, count).toArray());
  }

  static Subset fraction(Dataset whole, long seed, double fraction) {
    int[] sizes = fraction == 1
        ? new int[] {whole.size()}
        : sizes(whole.size(), true, fraction, 1 - fraction);
    return new Subset(whole, cut(whole, sizes, random(seed).key(0)).get(0));
  }

  private static List<int[]> cut(Dataset whole, int[] sizes, RandomKey key) {
    int[] order = shuffled(whole.size(), key);
    List<int[]> parts = new ArrayList<>(sizes.length);
    int start = 0;
    for (int size : sizes) {
      parts.add(Arrays.copyOfRange(order, start, start + size));
      start += size;
    }
    return parts;
  }

  /**
   * How many samples each part gets, rounded as PyTorch's {@code random_split} does.
   *
   * @param total how many samples there are
   * @param lastMayBeEmpty whether the last part may have none
   * @param fractions each over 0, together 1
   * @throws DataException if the fractions are out of bounds or a part would be empty
   */
  public static int[] sizes(int total, boolean lastMayBeEmpty, double... fractions) {
    double sum = 0;
    for (double fraction : fractions) {
      if (!(fraction > 0 && fraction <= 1)) {
        throw new DataException(
            "A split has the fraction " + fraction + ", but each must be over 0 and at most 1.");
      }
      sum += fraction;
    }
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      throw new DataException("The fractions " + Arrays.toString(fractions) + " add up to " + sum
          + ", but must add up to 1.");
    }
    int[] sizes = new int[fractions.length];
    int left = total;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = (int) Math.floor(total * fractions[i]);
      left -= sizes[i];
    }
    for (int i = 0; left > 0; i = (i + 1) % sizes.length, left--) {
      sizes[i]++;
    }
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == 0 && !(lastMayBeEmpty && i == sizes.length - 1)) {
        throw new DataException("The fraction " + fractions[i] + " of " + total
            + " samples is none at all: take a larger fraction, or more samples.");
      }
    }
    return sizes;
  }

  /** The numbers from 0 to {@code count - 1} in a random order, the same on every Java version. */
  static int[] shuffled(int count, RandomKey key) {
    return Draws.of(key).order(count);
  }
}
