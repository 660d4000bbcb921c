package org.ockham.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.ockham.distributed.OrderedSum;
import org.ockham.distributed.ProcessGroup;
import org.ockham.tensor.Tensor;

/**
 * How long ranks on one machine take to add a vector of each in one order, beside Gloo's own all-reduce: in turn, within the same
 * processes; medians.
 *
 * <pre>java -cp "target/classes:$(cat target/classpath)" org.ockham.bench.RankSums [2 4]</pre>
 */
public final class RankSums {

  private static final int[] SIZES = {270_000, 10_000_000};

  private RankSums() {}

  /** Prints a table with lines for each of these numbers of ranks; for 2 and 4 if none is named. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (RankedProcesses.isOne(arguments)) {
      measure(RankedProcesses.told(arguments));
      return;
    }
    System.out.println(
        "| ranks | floats | in one order, ms | all-reduce, ms | ratio | quartiles | of the fastest |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (String ranks : arguments.length > 0 ? arguments : new String[] {"2", "4"}) {
      RankedProcesses.run(RankSums.class, Integer.parseInt(ranks));
    }
  }

  private static void measure(RankedProcesses.Told told) {
    try (ProcessGroup group = told.meeting().join()) {
      OrderedSum sum = new OrderedSum(group);
      BareAllReduce bare = new BareAllReduce(told.other(), told.rank(), told.ranks());
      for (int n : SIZES) {
        Tensor mine = Tensor.ones(n);
        bare.vector(n);
        int rounds = n > 1_000_000 ? 31 : 301;
        double[][] seconds = new double[2][rounds];
        for (int round = -rounds / 5; round < rounds; round++) {
          double ordered = time(group, () -> sum.into(mine, List.of(mine)));
          double reduced = time(group, bare);
          if (round >= 0) {
            seconds[0][round] = ordered;
            seconds[1][round] = reduced;
          }
        }
        if (told.rank() == 0) {
          print(told.ranks(), n, seconds);
        }
      }
    }
  }

  private static double time(ProcessGroup group, Runnable work) {
    group.allGather(new byte[0]); // all begin together
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(int ranks, int n, double[][] seconds) {
    double[] ratios = new double[seconds[0].length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = seconds[0][i] / seconds[1][i];
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %,d | %.2f | %.2f | %.2f | %.2f to %.2f | %.2f |%n",
        ranks,
        n,
        Quantile.of(seconds[0], 0.5) * 1e3,
        Quantile.of(seconds[1], 0.5) * 1e3,
        Quantile.of(ratios, 0.5),
        Quantile.of(ratios, 0.25),
        Quantile.of(ratios, 0.75),
        Quantile.of(seconds[0], 0) / Quantile.of(seconds[1], 0));
  }
}
