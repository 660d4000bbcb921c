package org.ockham.search.sampler;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * Random streams keyed by what they are for, so that neither threads nor the order of calls changes what is drawn: one
 * stream for each (seed, trial number, name).
 */
public final class Streams {

  private Streams() {}

  /**
   * The stream of a parameter of a trial.
   *
   * @param seed the sampler's seed
   * @param number the trial's number
   * @param name the parameter's name, or what else the stream is for
   * @return a new generator at the stream's start
   */
  public static SplittableRandom of(long seed, long number, String name) {
    long hash = mix(seed ^ 0x9E3779B97F4A7C15L);
    hash = mix(hash + number * 0xD1B54A32D192ED03L);
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return new SplittableRandom(mix(hash));
  }

  /** The finalizer of SplitMix64: every bit of the input reaches every bit of the output. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * A seed that nobody chose.
   *
   * @return a number from the system's entropy
   */
  public static long anySeed() {
    return new SecureRandom().nextLong();
  }
}
