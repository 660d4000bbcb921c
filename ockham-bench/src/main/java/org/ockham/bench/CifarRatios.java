package org.ockham.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.bytedeco.pytorch.global.torch;
import org.ockham.tensor.MemoryFormat;
import org.ockham.tensor.Threads;

/**
 * A step of a convolutional network, {@link CifarStep}, on one thread beside the same in a loop on bare libtorch and in PyTorch: medians of
 * ratios to PyTorch as it is commonly used, between turns that follow each other; then PyTorch on two threads, which waits for minutes where
 * these are not its own. Time is of the processor; only that of two threads is the clock's.
 *
 * <pre>MALLOC_TRIM_THRESHOLD_=268435456 MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_ARENA_MAX=1 \
 *     java -cp "target/classes:$(cat target/classpath)" org.ockham.bench.CifarRatios \
 *     PYTHON [script, default src/main/python/cifar_step.py]</pre>
 */
public final class CifarRatios {

  private static final int STEPS = 10;
  private static final int ROUNDS = 15;
  private static final int WARM_UP = 2;

  private CifarRatios() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    String python = arguments.length > 0 ? arguments[0] : "python3";
    String script = arguments.length > 1 ? arguments[1] : "src/main/python/cifar_step.py";
    Threads.of(1).use();
    Threads.prepare();
    try (PythonPeer plain = new PythonPeer(python, script);
        PythonPeer last = new PythonPeer(python, script)) {
      DoubleSupplier library = ours(new CifarStep(MemoryFormat.CHANNELS_LAST));
      Map<String, DoubleSupplier> one = new LinkedHashMap<>();
      one.put("PyTorch", () -> plain.seconds("1 contiguous " + STEPS));
      one.put("PyTorch, channels-last", () -> last.seconds("1 channels_last " + STEPS));
      one.put("bare libtorch", ours(new BareCifarStep(torch.MemoryFormat.Contiguous)));
      one.put(
          "bare libtorch, channels-last", ours(new BareCifarStep(torch.MemoryFormat.ChannelsLast)));
      one.put("library", library);
      one.put("library, batch in the usual order", ours(new CifarStep(MemoryFormat.CONTIGUOUS)));
      measure(one);
      Map<String, DoubleSupplier> two = new LinkedHashMap<>();
      two.put("PyTorch, two threads", () -> plain.seconds("2 contiguous " + STEPS));
      two.put(
          "PyTorch, channels-last, two threads", () -> last.seconds("2 channels_last " + STEPS));
      two.put("library, one thread", library);
      measure(two);
    }
  }

  private static void measure(Map<String, DoubleSupplier> turns) {
    Map<String, double[]> times = new LinkedHashMap<>();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (Map.Entry<String, DoubleSupplier> turn : turns.entrySet()) {
        double seconds = turn.getValue().getAsDouble();
        if (round >= 0) {
          times.computeIfAbsent(turn.getKey(), name -> new double[ROUNDS])[round] = seconds;
        }
      }
    }
    System.out.println("| | ms a step | × the first | quartiles |");
    System.out.println("|---|---|---|---|");
    double[] common = times.values().iterator().next();
    times.forEach((name, own) -> {
      double[] ratios = new double[ROUNDS];
      Arrays.setAll(ratios, i -> own[i] / common[i]);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.2f | %.2f–%.2f |%n",
          name,
          Quantile.of(own, 0.5) / STEPS * 1e3,
          Quantile.of(ratios, 0.5),
          Quantile.of(ratios, 0.25),
          Quantile.of(ratios, 0.75));
    });
  }

  private static DoubleSupplier ours(Runnable step) {
    return () -> OptimizerRatios.seconds(step, STEPS);
  }
}
