package org.ockham.bench;

/** Networks of given size: matrices and biases as a multilayer perceptron has them. */
enum OptimizerShapes {
  /** 784-120-40-10: 99,450 numbers. */
  SMALL,
  /** 3000-2500-1000-10: 10,013,510 numbers. */
  LARGE;

  long[][] shapes() {
    return this == SMALL
        ? new long[][] {{120, 784}, {120}, {40, 120}, {40}, {10, 40}, {10}}
        : new long[][] {{2500, 3000}, {2500}, {1000, 2500}, {1000}, {10, 1000}, {10}};
  }

  /** How many steps are measured at once: some milliseconds' worth. */
  int steps() {
    return this == SMALL ? 25 : 1;
  }
}
