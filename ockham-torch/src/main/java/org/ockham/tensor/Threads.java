package org.ockham.tensor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

  /** One thread of libtorch for the calling thread; what the process has in the matrix library stays, since others may be using it. */
  public static void alone() {
    Engine.check();
    Natives.intraOpThreads(1);
  }

  /**
   * Readies the calling thread for computing, and for nothing else: every thread of one's own that runs tensor operations calls it once.
   * Subnormal numbers, into which weight decay drives weights, count as zero from here on; without that a run on the CPU takes 1.4 to
   * 2.7 times as long. They do in Java's own arithmetic on that thread too, where {@link Double#parseDouble} does not end for one: a
   * thread that does other work afterwards takes {@link #computing}.
   */
  public static void prepare() {
    Engine.check();
    Natives.flushDenormals(true);
  }

  /** What the work comes to on a {@linkplain #prepare prepared} thread, which afterwards is as it was before. */
  public static <T extends @Nullable Object> T computing(Supplier<T> work) {
    Engine.check();
    if (Natives.flushesDenormals()) {
      return work.get();
    }
    Natives.flushDenormals(true);
    try {
      return work.get();
    } finally {
      Natives.flushDenormals(false);
    }
  }
}
