package org.ockham.optim;

/** Refuses settings of optimisers with the value seen and the bound. */
final class Check {

  private Check() {}

  static void notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": it must be finite and at least 0");
    }
  }

  static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": it must be finite and above 0");
    }
  }

  /** For an ε that keeps the step of a number whose gradient is 0 from being 0 / 0. */
  static void divisor(String name, double value) {
    if (!(value >= OptimizerConfig.LEAST_EPS) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": it must be finite and at least "
          + OptimizerConfig.LEAST_EPS + ", for where a gradient is 0 it is all that is divided by");
    }
  }

  static void finite(String name, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": it must be finite");
    }
  }

  static void atLeast(String name, long value, long bound) {
    if (value < bound) {
      throw new IllegalArgumentException(name + " is " + value + ": it must be at least " + bound);
    }
  }

  static void decay(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " is " + value + ": it must lie in [0, 1)");
    }
  }

  /** For what is saved as a number and counts something. */
  static void count(String name, double value) {
    if (!(value >= 0 && value <= 1 << 30) || value != Math.rint(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": it must be a whole number from 0 to 2^30");
    }
  }
}
