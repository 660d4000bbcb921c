package org.ockham.bench;

import java.util.Locale;

/**
 * The ratios between {@link BareStep}, {@link OckhamStep} and the trainer, measured in turn within one process, so that a busy
 * machine slows all alike; {@link StepBenchmark} has their absolute times.
 *
 * <pre>java -cp "target/classes:$(cat target/classpath)" org.ockham.bench.StepRatios</pre>
 */
public final class StepRatios {

  private static final int ROUNDS = 7;

  private StepRatios() {}

  /** Prints medians over the rounds. */
  public static void main(String[] arguments) {
    OckhamStep step = new OckhamStep();
    TrainerEpoch ahead = new TrainerEpoch(4);
    TrainerEpoch inline = new TrainerEpoch(0);
    Runnable[] work = {
      times(TrainerEpoch.STEPS, new BareStep()),
      times(TrainerEpoch.STEPS, step),
      () -> step.epoch(ahead.loader()),
      ahead,
      () -> step.epoch(inline.loader()),
      inline
    };
    double[][] seconds = new double[work.length][ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      for (int i = 0; i < work.length; i++) {
        double now = time(work[i]);
        if (round >= 0) {
          seconds[i][round] = now;
        }
      }
    }
    print("bare loop on libtorch", seconds[0], seconds[0]);
    print("library / bare loop", seconds[1], seconds[0]);
    print("loop by hand, reading ahead / library", seconds[2], seconds[1]);
    print("trainer / loop by hand, reading ahead", seconds[3], seconds[2]);
    print("loop by hand, reading itself / library", seconds[4], seconds[1]);
    print("trainer / loop by hand, reading itself", seconds[5], seconds[4]);
    print("trainer, reading ahead / library", seconds[3], seconds[1]);
  }

  private static Runnable times(int n, Runnable step) {
    return () -> {
      for (int i = 0; i < n; i++) {
        step.run();
      }
    };
  }

  private static double time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String name, double[] a, double[] b) {
    double[] ratios = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      ratios[i] = a[i] / b[i];
    }
    System.out.printf(
        Locale.ROOT,
        "%-40s %8.1f µs a step   ratio %.3f (quartiles %.3f %.3f)%n",
        name,
        Quantile.of(a, 0.5) / TrainerEpoch.STEPS * 1e6,
        Quantile.of(ratios, 0.5),
        Quantile.of(ratios, 0.25),
        Quantile.of(ratios, 0.75));
  }
}
