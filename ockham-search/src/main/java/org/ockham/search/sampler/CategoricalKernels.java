package org.ockham.search.sampler;

import java.util.SplittableRandom;

/**
 * Kernels over choices: each prefers the choice it saw, and the last, which is the prior, none.
 */
final class CategoricalKernels implements Kernels {

  private final int choices;
  private final int[] seen;
  private final double prior;

  CategoricalKernels(int choices, int[] seen, double prior) {
    this.choices = choices;
    this.seen = seen;
    this.prior = prior;
  }

  private double other() {
    return prior / (seen.length + 1);
  }

  @Override
  public void addConstants(double[] logs) {}

  @Override
  public void addLogs(double x, double[] logs) {
    double sum = 1 + choices * other();
    double hit = Math.log((1 + other()) / sum);
    double miss = Math.log(other() / sum);
    for (int k = 0; k < seen.length; k++) {
      logs[k] += seen[k] == (int) x ? hit : miss;
    }
    logs[seen.length] -= Math.log(choices);
  }

  @Override
  public double draw(int kernel, SplittableRandom random) {
    double u = random.nextDouble();
    if (kernel == seen.length) {
      return Math.min(choices - 1, (int) (u * choices));
    }
    double sum = 1 + choices * other();
    double hit = 1 / sum;
    return u < hit ? seen[kernel] : Math.min(choices - 1, (int) ((u - hit) / (1 - hit) * choices));
  }
}
