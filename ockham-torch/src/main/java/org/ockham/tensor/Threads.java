package org.ockham.tensor;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.ockham.tensor.internal.Natives;

/**
 * How many threads one operation uses. There are two pools, and each must be told: libtorch's (OpenMP; convolutions,
 * element-wise work) and the matrix library's. With both at their own defaults they fight over the cores, and a small step
 * takes many times as long; so both start at one.
 *
 * @param intraOp threads of libtorch inside one operation
 * @param blas threads of OpenBLAS or MKL inside one matrix product; one for the whole process
 */
public record Threads(int intraOp, int blas) {

  public Threads {
    if (intraOp < 1 || blas < 1) {
      throw new IllegalArgumentException(
          "threads " + intraOp + " and " + blas + " (engine and BLAS): each must be at least 1");
    }
  }

  /** This many in libtorch, one in the matrix library. */
  public static Threads of(int intraOp) {
    return new Threads(intraOp, 1);
  }

  /** What the calling thread uses now. */
  public static Threads current() {
    Engine.check();
    return new Threads(Natives.intraOpThreads(), Natives.blasThreads());
  }

  /** Applies to the calling thread (libtorch) and to the process (matrix library). */
  public void use() {
    Engine.check();
    Natives.threads(intraOp, blas);
  }

  /**
   * Readies the calling thread for computing: every thread that runs tensor operations calls it once. Subnormal numbers,
   * into which weight decay drives weights, count as zero from here on; without that a run on the CPU takes 1.4 to 2.7
   * times as long.
   */
  public static void prepare() {
    Engine.check();
    Natives.flushDenormals();
  }

  /**
   * Times the actual step under a few settings (1, 2, 4 … up to the processors, in libtorch and in the matrix library),
   * applies the fastest and returns it. A small network gains nothing from more than one thread, a convolutional one does.
   *
   * @param step one training step, repeatable; it runs some dozens of times
   */
  public static Threads auto(Runnable step) {
    Threads best = of(1);
    best.use();
    step.run();
    long bestTime = Long.MAX_VALUE;
    for (Threads candidate : candidates(Runtime.getRuntime().availableProcessors())) {
      candidate.use();
      long time = median(step);
      // More threads must pay: 5 % is within the noise, and the cores have other work.
      if (time < bestTime * 0.95) {
        best = candidate;
        bestTime = time;
      }
    }
    best.use();
    return best;
  }

  private static Set<Threads> candidates(int processors) {
    Set<Threads> candidates = new LinkedHashSet<>();
    candidates.add(of(1));
    for (int n = 2; n < 2 * processors; n *= 2) {
      int threads = Math.min(n, processors);
      candidates.add(of(threads));
      candidates.add(new Threads(1, threads));
      candidates.add(new Threads(threads, threads));
    }
    return candidates;
  }

  private static long median(Runnable step) {
    step.run();
    long[] times = new long[5];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      step.run();
      times[i] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }
}
