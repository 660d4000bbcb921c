package org.ockham.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A step of each optimiser on 100k and 10M parameters, and of libtorch's own C++ ones, on one thread. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class OptimizerBenchmark {

  /** The library's. */
  @State(Scope.Thread)
  public static class Ockham {
    @Param({
      "SGD",
      "Adam",
      "AdamW",
      "Adagrad",
      "RMSprop",
      "LBFGS",
      "NAdam",
      "RAdam",
      "Adamax",
      "Adadelta",
      "Adafactor",
      "Rprop",
      "ASGD",
      "Muon",
      "Lion",
      "LAMB"
    })
    private String optimizer = "Adam";

    @Param({"SMALL", "LARGE"})
    private String size = "SMALL";

    private Runnable step = () -> {};

    /** Makes the parameters. */
    @Setup
    public void make() {
      step = new OckhamOptimizer(optimizer, OptimizerShapes.valueOf(size));
    }
  }

  /** Libtorch's. */
  @State(Scope.Thread)
  public static class Libtorch {
    @Param({"SGD", "Adam", "AdamW", "Adagrad", "RMSprop", "LBFGS"})
    private String optimizer = "Adam";

    @Param({"SMALL", "LARGE"})
    private String size = "SMALL";

    private Runnable step = () -> {};

    /** Makes the parameters. */
    @Setup
    public void make() {
      step = new LibtorchOptimizer(optimizer, OptimizerShapes.valueOf(size));
    }
  }

  @Benchmark
  public void ockham(Ockham ockham) {
    ockham.step.run();
  }

  @Benchmark
  public void libtorch(Libtorch libtorch) {
    libtorch.step.run();
  }
}
