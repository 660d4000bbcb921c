package org.ockham.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ockham.tensor.RandomKey;

/** Cuts a data set into parts: see {@link Dataset#split}. */
public final class Split {
  /** How far the sum of the fractions may be from 1: what adding decimals costs, and no more. */
  private static final double ROUNDING = 1e-9;

  private Split() {}

  static Subset first(Dataset whole, int count) {
    if (count < 1 || count > whole.size()) {
      throw new DataException("Asked for the first " + count + " samples, but the data set has "
          + whole.size() + ": ask for 1 to " + whole.size() + ".");
    }
    return new Subset(whole, IntStream.range(0, count).toArray());
  }

  static Subset fraction(Dataset whole, long seed, double fraction) {
    return fraction == 1
        ? parts(whole, seed, 1).get(0)
        : parts(whole, seed, fraction, 1 - fraction, true).get(0);
  }

  static List<Subset> parts(Dataset whole, long seed, double... fractions) {
    return cut(whole, seed, sizes(whole.size(), false, fractions));
  }

  private static List<Subset> parts(
      Dataset whole, long seed, double part, double rest, boolean restMayBeEmpty) {
    int[] sizes = sizes(whole.size(), restMayBeEmpty, part, rest);
    return cut(whole, seed, sizes[0]);
  }

  private static List<Subset> cut(Dataset whole, long seed, int... sizes) {
    int[] order = shuffled(whole.size(), RandomKey.of(seed).fold("split"));
    List<Subset> parts = new ArrayList<>(sizes.length);
    int start = 0;
    for (int size : sizes) {
      parts.add(new Subset(whole, Arrays.copyOfRange(order, start, start + size)));
      start += size;
    }
    return List.copyOf(parts);
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

  /** The numbers from 0 to {@code count - 1} in a random order (Fisher and Yates), the same on every Java version. */
  static int[] shuffled(int count, RandomKey key) {
    SplittableRandom random = key.random();
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = RandomKey.below(random, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
