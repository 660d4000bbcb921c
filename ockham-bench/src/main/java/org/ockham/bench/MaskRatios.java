package org.ockham.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.Loss;
import org.ockham.nn.Dropout;
import org.ockham.nn.GaussianNoise;
import org.ockham.nn.Identity;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.optim.GradientOptimizer;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;
import org.ockham.train.Step;

/**
 * How much longer a step of 784-256-256-10 takes with two layers that draw than without: batch 64, fused Adam, one thread. The
 * networks take turns of some steps within one process, and a ratio is that of turns which follow each other; time is the thread's on
 * the processor.
 *
 * <pre>java -cp "target/classes:$(cat target/classpath)" org.ockham.bench.MaskRatios</pre>
 */
public final class MaskRatios {

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 41;
  private static final int WARM_UP = 15;
  private static final int STEPS = 50;

  private MaskRatios() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    Threads.of(1).use();
    Threads.prepare();
    List<Training> trainings = List.of(
        new Training("nothing", Identity::new),
        new Training("dropout 0.2", () -> new Dropout(0.2)),
        new Training("Gaussian noise 0.1", () -> new GaussianNoise(0.1)));
    double[][] times = new double[trainings.size()][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int i = 0; i < times.length; i++) {
        double time = trainings.get(i).time();
        if (round >= 0) {
          times[i][round] = time;
        }
      }
    }
    System.out.println(
        "| after both hidden layers | µs a step | ratio | quartiles | of the fastest turns |");
    System.out.println("|---|---|---|---|---|");
    for (int i = 0; i < times.length; i++) {
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = times[i][round] / times[0][round];
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.3f | %.3f to %.3f | %.3f |%n",
          trainings.get(i).name,
          Quantile.of(times[i], 0.5),
          Quantile.of(ratios, 0.5),
          Quantile.of(ratios, 0.25),
          Quantile.of(ratios, 0.75),
          Quantile.of(times[i], 0) / Quantile.of(times[0], 0));
    }
  }

  private static final class Training {
    private final String name;
    private final Layer network;
    private final GradientOptimizer optimizer;
    private final Loss criterion = new CrossEntropyLoss();
    private final Tensor x = Tensor.rand(RandomKey.of(1).generator(), 64, 784);
    private final Tensor y = Tensor.randint(RandomKey.of(2).generator(), 0, 10, 64);
    private long steps;

    Training(String name, Supplier<Layer> drawing) {
      this.name = name;
      network = new Sequential(
              new Linear(784, 256),
              new ReLU(),
              drawing.get(),
              new Linear(256, 256),
              new ReLU(),
              drawing.get(),
              new Linear(256, 10))
          .initialize(0);
      optimizer = Adam.rate(1e-3).over(network);
    }

    /** Microseconds a step. */
    double time() {
      long start = CLOCK.getCurrentThreadCpuTime();
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      return (CLOCK.getCurrentThreadCpuTime() - start) / 1e3 / STEPS;
    }

    private void step() {
      try (Scope scope = Scope.open()) {
        network.randomize(Step.of(0, steps++).key("mask"));
        optimizer.zeroGrad();
        Tensor loss = criterion.apply(network.apply(x), y);
        loss.backward();
        optimizer.step();
        loss.item();
      }
    }
  }
}
