package org.ockham.lab;

import java.io.Serializable;

/**
 * What each kind of {@link Chance} in a run is drawn from. As a rule one seed is that of all four; where they differ, what differs
 * between runs is due to the one that does.
 *
 * @param split of which samples are trained on
 * @param init of the first weights
 * @param order of the samples' order, and of augmentation
 * @param mask of what is drawn in training
 */
public record Seeds(long split, long init, long order, long mask) implements Serializable {

  /** The same for all. */
  public static Seeds of(long seed) {
    return new Seeds(seed, seed, seed, seed);
  }

  /** A copy with another seed for this one. */
  public Seeds with(Chance chance, long seed) {
    return switch (chance) {
      case SPLIT -> new Seeds(seed, init, order, mask);
      case INIT -> new Seeds(split, seed, order, mask);
      case ORDER -> new Seeds(split, init, seed, mask);
      case MASK -> new Seeds(split, init, order, seed);
    };
  }
}
