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

/** One training step of 784-256-256-10, batch 64, Adam, one thread: on bare libtorch, on the library, in the trainer. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class StepBenchmark {

  /** The bare loop. */
  @State(Scope.Thread)
  public static class Bare {
    private final BareStep step = new BareStep();

    /** JMH may change threads between iterations, and the flags are the thread's. */
    @Setup(Level.Iteration)
    public void prepare() {
      Threads.of(1).use();
      Threads.prepare();
    }
  }

  /** The same through the library. */
  @State(Scope.Thread)
  public static class Ockham {
    private final OckhamStep step = new OckhamStep();

    /** JMH may change threads between iterations, and the flags are the thread's. */
    @Setup(Level.Iteration)
    public void prepare() {
      Threads.of(1).use();
      Threads.prepare();
    }
  }

  /** The same in the trainer, with a thread that reads ahead and without. */
  @State(Scope.Thread)
  public static class InTrainer {
    @Param({"0", "2"})
    private int prefetch;

    @SuppressWarnings("NullAway.Init") // made by the set-up
    private TrainerEpoch epoch;

    /** Makes the data. */
    @Setup
    public void make() {
      epoch = new TrainerEpoch(prefetch);
    }
  }

  @Benchmark
  public void bare(Bare bare) {
    bare.step.run();
  }

  @Benchmark
  public void ockham(Ockham ockham) {
    ockham.step.run();
  }

  @Benchmark
  @OperationsPerInvocation(TrainerEpoch.STEPS)
  public void trainer(InTrainer trainer) {
    trainer.epoch.run();
  }
}
