package org.ockham.bench;

import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ockham.lab.model.Architecture;
import org.ockham.lab.model.Cnn;
import org.ockham.lab.model.Mlp;
import org.ockham.nn.Layer;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.predict.Model;
import org.ockham.tensor.DType;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/**
 * How long an answer takes by ONNX Runtime ({@link Model}) and by libtorch, from floats to probabilities: one thread, in turn within one
 * process.
 *
 * <pre>java -cp "target/classes:$(cat target/classpath)" org.ockham.bench.PredictRatios</pre>
 */
public final class PredictRatios {

  private static final int ROUNDS = 20;
  private static final int CLASSES = 10;

  private PredictRatios() {}

  /** Prints the median, the 99th percentile, and how many inputs a second that is. */
  public static void main(String[] arguments) {
    Threads.of(1).use();
    Threads.prepare();
    measure("784-256-256-10", Mlp.of(256, 256), 1, 28, 28);
    measure("3x32x32-16c5-32c5-120-84-10", Cnn.of(16, 32), 3, 32, 32);
  }

  private static void measure(String name, Architecture architecture, long... shape) {
    Layer network = architecture.build(shape, CLASSES).initialize(0).eval();
    try (Model model = Model.of(graph(network, shape).toBytes())) {
      for (int batch : new int[] {1, 64}) {
        int calls = batch == 1 ? 1_000 : 100;
        int each = (int) (shape[0] * shape[1] * shape[2]);
        float[] values = Tensor.empty(DType.FLOAT32, (long) batch * each)
            .uniform_(0, 1, RandomKey.of(1).generator())
            .toFloats();
        double[] onnx = new double[ROUNDS * calls];
        double[] torch = new double[ROUNDS * calls];
        for (int round = -2; round < ROUNDS; round++) {
          int at = Math.max(0, round) * calls;
          time(onnx, at, calls, () -> model.predict(FloatBuffer.wrap(values)));
          time(torch, at, calls, () -> answer(network, values, batch, shape));
        }
        print(name + ", batch " + batch + ", ONNX Runtime", onnx, batch);
        print(name + ", batch " + batch + ", libtorch", torch, batch);
      }
    }
  }

  private static Graph graph(Layer network, long... shape) {
    Graph graph = Graph.opset(Graph.OPSET);
    graph.output(
        "names",
        graph.constant(IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList()));
    Value x = graph.input("x", DType.FLOAT32, Graph.FREE, shape[0], shape[1], shape[2]);
    graph.output("probabilities", network.apply(x).softmax(1));
    return graph;
  }

  private static float[] answer(Layer network, float[] values, int batch, long... shape) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      Tensor x = Tensor.of(values, batch, shape[0], shape[1], shape[2]);
      return network.apply(x).softmax(1).toFloats();
    }
  }

  private static void time(double[] micros, int at, int calls, Runnable work) {
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      work.run();
      micros[at + i] = (System.nanoTime() - start) / 1e3;
    }
  }

  private static void print(String name, double[] micros, int batch) {
    double median = Quantile.of(micros, 0.5);
    System.out.printf(
        Locale.ROOT,
        "%-60s p50 %8.1f µs   p99 %8.1f µs   %9.0f inputs/s%n",
        name,
        median,
        Quantile.of(micros, 0.99),
        batch * 1e6 / median);
  }
}
