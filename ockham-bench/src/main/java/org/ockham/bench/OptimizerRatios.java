package org.ockham.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * The library's optimisers beside libtorch's own, and beside PyTorch's where libtorch has none: a table of the time of a step
 * and of the medians of ratios between turns that follow each other, so that a busy machine slows both alike. Time is the thread's on the
 * processor: all of a step runs on one thread, and what else the machine does is left out. {@link
 * OptimizerBenchmark} has absolute times.
 *
 * <pre>java -cp "target/classes:$(cat target/classpath)" org.ockham.bench.OptimizerRatios \
 *     [python with torch, or none] [script, default src/main/python/optimizer_steps.py] [names]</pre>
 */
public final class OptimizerRatios {

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private OptimizerRatios() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    String python = arguments.length > 0 ? arguments[0] : "none";
    String script = arguments.length > 1 ? arguments[1] : "src/main/python/optimizer_steps.py";
    var names = arguments.length > 2
        ? Arrays.asList(arguments[2].split(","))
        : OckhamOptimizer.CONFIGS.keySet();
    System.out.println("| optimiser | parameters | a step | beside | ratio | quartiles |");
    System.out.println("|---|---|---|---|---|---|");
    for (String name : names) {
      for (OptimizerShapes size : OptimizerShapes.values()) {
        if (LibtorchOptimizer.NAMES.contains(name)) {
          LibtorchOptimizer peer = new LibtorchOptimizer(name, size);
          compare(name, size, "libtorch C++", steps -> seconds(peer, steps));
        } else if (PythonOptimizer.NAMES.contains(name) && !python.equals("none")) {
          try (PythonOptimizer peer = new PythonOptimizer(python, script)) {
            compare(name, size, "PyTorch", steps -> peer.seconds(name, size, steps));
          }
        } else {
          compare(name, size, "nothing", steps -> Double.NaN);
        }
        System.gc(); // large parameters are freed with their Java objects
      }
    }
  }

  private static void compare(
      String name, OptimizerShapes size, String beside, IntToDoubleFunction peer) {
    OckhamOptimizer ours = new OckhamOptimizer(name, size);
    int rounds = size == OptimizerShapes.SMALL ? 41 : 15;
    int warmUp = size == OptimizerShapes.SMALL ? 40 : 2;
    // These take long; a few in a row still, or each step would begin by fetching its memory back
    // from the peer's.
    int steps = name.equals("LBFGS") || name.equals("Muon")
        ? (size == OptimizerShapes.SMALL ? 10 : 1)
        : size.steps();
    double[] times = new double[rounds];
    double[] ratios = new double[rounds];
    for (int round = -warmUp; round < rounds; round++) {
      boolean first = round % 2 == 0; // neither is always the one with the warm cache
      double other = first ? peer.applyAsDouble(steps) : 0;
      double own = seconds(ours, steps);
      other = first ? other : peer.applyAsDouble(steps);
      if (round >= 0) {
        times[round] = own / steps;
        ratios[round] = own / other;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.3f ms | %s | %.2f | %.2f–%.2f |%n",
        name,
        size == OptimizerShapes.SMALL ? "100k" : "10M",
        Quantile.of(times, 0.5) * 1e3,
        beside,
        Quantile.of(ratios, 0.5),
        Quantile.of(ratios, 0.25),
        Quantile.of(ratios, 0.75));
  }

  /** Of this thread on the processor. */
  static double seconds(Runnable step, int steps) {
    long start = CLOCK.getCurrentThreadCpuTime();
    for (int i = 0; i < steps; i++) {
      step.run();
    }
    return (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
  }
}
