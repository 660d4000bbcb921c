package org.ockham.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/** ONNX Runtime, computing what a graph says: in tests only. */
public final class OnnxRuntime implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /** Makes a session of what is to be computed. */
  private interface Loading {
    OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  private OnnxRuntime(Loading model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = model.session(environment, options);
    } catch (OrtException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Loads what the graph says. */
  public static OnnxRuntime of(Graph graph) {
    byte[] content = graph.toBytes();
    return new OnnxRuntime((environment, options) -> environment.createSession(content, options));
  }

  /** Loads what a file says. */
  public static OnnxRuntime read(Path file) {
    return new OnnxRuntime(
        (environment, options) -> environment.createSession(file.toString(), options));
  }

  /** The first output for these inputs, in the order of the graph's. */
  public Tensor run(Tensor... inputs) {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try {
      int at = 0;
      for (String name : session.getInputNames()) {
        given.put(name, tensor(inputs[at++]));
      }
      try (OrtSession.Result result = session.run(given)) {
        return tensor((OnnxTensor) result.get(0));
      }
    } catch (OrtException e) {
      throw new AssertionError(e.getMessage(), e);
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  /** The sizes of the first input; those that are open are −1. */
  public long[] inputShape() throws OrtException {
    return shape(session.getInputInfo().values().iterator().next());
  }

  /** The sizes of the first output; those that are open are −1. */
  public long[] outputShape() throws OrtException {
    return shape(session.getOutputInfo().values().iterator().next());
  }

  private static long[] shape(NodeInfo node) {
    return ((TensorInfo) node.getInfo()).getShape();
  }

  private OnnxTensor tensor(Tensor tensor) throws OrtException {
    return switch (tensor.dtype()) {
      case FLOAT32 ->
        OnnxTensor.createTensor(environment, FloatBuffer.wrap(tensor.toFloats()), tensor.shape());
      case FLOAT64 ->
        OnnxTensor.createTensor(environment, DoubleBuffer.wrap(tensor.toDoubles()), tensor.shape());
      default ->
        OnnxTensor.createTensor(
            environment, LongBuffer.wrap(tensor.to(DType.INT64).toLongs()), tensor.shape());
    };
  }

  private static Tensor tensor(OnnxTensor tensor) {
    long[] shape = tensor.getInfo().getShape();
    if (tensor.getInfo().type == OnnxJavaType.DOUBLE) {
      DoubleBuffer numbers = tensor.getDoubleBuffer();
      double[] values = new double[numbers.remaining()];
      numbers.get(values);
      return Tensor.ofDoubles(values, shape);
    }
    FloatBuffer numbers = tensor.getFloatBuffer();
    float[] values = new float[numbers.remaining()];
    numbers.get(values);
    return Tensor.of(values, shape);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
