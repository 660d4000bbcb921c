package org.ockham.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import org.ockham.tensor.Threads;

/**
 * Augmented images a second, and how many times as fast as torchvision on PIL images and on tensors, as AlbumentationsX, and as OpenCV called
 * by hand, which does AlbumentationsX' work: medians of ratios between turns that follow each other, on one core each. Time is the
 * thread's on the processor. {@link AugmentBenchmark} has absolute figures.
 *
 * <pre>java -cp "target/classes:$(cat target/classpath)" org.ockham.bench.AugmentRatios \
 *     PYTHON [script, default src/main/python/augment.py]</pre>
 */
public final class AugmentRatios {

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final List<String> PEERS =
      List.of("torchvision-pil", "torchvision-v2", "albumentationsx", "opencv");
  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;

  private AugmentRatios() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    String python = arguments.length > 0 ? arguments[0] : "python3";
    String script = arguments.length > 1 ? arguments[1] : "src/main/python/augment.py";
    Threads.of(1).use();
    Threads.prepare();
    System.out.println(
        "| chain | pixels | images/s | beside | its images/s | times as fast | quartiles |");
    System.out.println("|---|---|---|---|---|---|---|");
    try (PythonPeer peer = new PythonPeer(python, script)) {
      for (AugmentEpoch.Chain chain : AugmentEpoch.Chain.values()) {
        for (int size : new int[] {32, 224}) {
          int images = size == 32 ? 12_800 : 256;
          AugmentEpoch ours = new AugmentEpoch(chain, size, images);
          for (String name : PEERS) {
            compare(chain, size, images, ours, name, peer);
          }
        }
      }
    }
  }

  private static void compare(
      AugmentEpoch.Chain chain,
      int size,
      int images,
      AugmentEpoch ours,
      String name,
      PythonPeer peer) {
    int theirImages = size == 32 ? 1_280 : 128;
    double[] rates = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double other =
          theirImages / peer.seconds(name + " " + chain + " " + size + " " + theirImages);
      if (Double.isNaN(other)) {
        return; // it is not installed, or has no such chain
      }
      double own = images / seconds(ours);
      if (round >= 0) {
        rates[round] = own;
        theirs[round] = other;
        ratios[round] = own / other;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.0f | %s | %.0f | %.1f | %.1f–%.1f |%n",
        chain,
        size,
        Quantile.of(rates, 0.5),
        name,
        Quantile.of(theirs, 0.5),
        Quantile.of(ratios, 0.5),
        Quantile.of(ratios, 0.25),
        Quantile.of(ratios, 0.75));
  }

  private static double seconds(Runnable work) {
    long start = CLOCK.getCurrentThreadCpuTime();
    work.run();
    return (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
  }
}
