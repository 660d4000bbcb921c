package org.ockham.bench;

import java.util.concurrent.TimeUnit;
import org.ockham.tensor.Threads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Images a second into normalised batches on one thread: as many of 32 pixels a side as CIFAR-10 has, and fewer of 224. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Thread)
public class AugmentBenchmark {

  private static final int SMALL = 50_000;
  private static final int LARGE = 512;

  @Param({"CROP", "ROTATION", "AUTO_AUGMENT"})
  private String chain = "CROP";

  private Runnable small = () -> {};
  private Runnable large = () -> {};

  /** Makes the images. */
  @Setup
  public void make() {
    small = new AugmentEpoch(AugmentEpoch.Chain.valueOf(chain), 32, SMALL);
    large = new AugmentEpoch(AugmentEpoch.Chain.valueOf(chain), 224, LARGE);
  }

  /** JMH may change threads between iterations, and the flags are the thread's. */
  @Setup(Level.Iteration)
  public void prepare() {
    Threads.of(1).use();
    Threads.prepare();
  }

  @Benchmark
  @OperationsPerInvocation(SMALL)
  public void of32Pixels() {
    small.run();
  }

  @Benchmark
  @OperationsPerInvocation(LARGE)
  public void of224Pixels() {
    large.run();
  }
}
