package org.ockham.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ockham.distributed.OrderedSum;
import org.ockham.distributed.ProcessGroup;
import org.ockham.distributed.Rendezvous;
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
    if (arguments.length == 4 && arguments[0].equals("rank")) {
      measure(arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
      return;
    }
    System.out.println(
        "| ranks | floats | in one order, ms | all-reduce, ms | ratio | quartiles | of the fastest |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (String ranks : arguments.length > 0 ? arguments : new String[] {"2", "4"}) {
      String ports = freePort() + " " + freePort();
      List<Process> processes = new ArrayList<>();
      for (int rank = 0; rank < Integer.parseInt(ranks); rank++) {
        processes.add(start(ports, rank, ranks));
      }
      for (Process process : processes) {
        process.waitFor();
      }
    }
  }

  private static Process start(String ports, int rank, String ranks) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), RankSums.class.getName()));
    command.addAll(List.of("rank", ports, String.valueOf(rank), ranks));
    return new ProcessBuilder(command).inheritIO().start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void measure(String ports, int rank, int ranks) {
    String[] port = ports.split(" ");
    Rendezvous meeting = Rendezvous.at("127.0.0.1:" + port[0]).rank(rank).ranks(ranks);
    try (ProcessGroup group = meeting.join()) {
      OrderedSum sum = new OrderedSum(group);
      BareAllReduce bare = new BareAllReduce(Integer.parseInt(port[1]), rank, ranks);
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
        if (rank == 0) {
          print(ranks, n, seconds);
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
