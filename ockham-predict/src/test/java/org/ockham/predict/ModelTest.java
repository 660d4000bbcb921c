package org.ockham.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelTest {

  private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (long size : shape) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      sizes.addDim(size < 0 ? dimension.setDimParam("batch") : dimension.setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder()
            .setTensorType(
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(sizes)))
        .build();
  }

  /** Gives two numbers back as they are. */
  private static byte[] same(String output) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(GraphProto.newBuilder()
            .setName("same")
            .addInput(value("x", TensorProto.DataType.FLOAT, -1, 2))
            .addInitializer(TensorProto.newBuilder()
                .setName("called")
                .setDataType(TensorProto.DataType.STRING.getNumber())
                .addDims(2)
                .addStringData(ByteString.copyFromUtf8("a"))
                .addStringData(ByteString.copyFromUtf8("b")))
            .addNode(NodeProto.newBuilder().setOpType("Identity").addInput("x").addOutput(output))
            .addNode(
                NodeProto.newBuilder().setOpType("Identity").addInput("called").addOutput("names"))
            .addOutput(value(output, TensorProto.DataType.FLOAT, -1, 2))
            .addOutput(value("names", TensorProto.DataType.STRING, 2)))
        .build()
        .toByteArray();
  }

  private static Model model() {
    return Model.of(same("values"));
  }

  private static ByteBuffer filled(ByteBuffer buffer) {
    return buffer.putFloat(0, 1f).putFloat(4, 0.5f);
  }

  @Test
  void floatsOfAnyOrderPlaceAndKindArriveAsTheyAre() {
    ByteBuffer bigEndian = filled(ByteBuffer.allocateDirect(8).order(ByteOrder.BIG_ENDIAN));
    ByteBuffer littleEndian = filled(ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN));
    FloatBuffer later = FloatBuffer.wrap(new float[] {9, 9, 1, 0.5f, 9});
    later.position(2).limit(4);
    try (Model model = model()) {
      for (FloatBuffer floats : List.of(
          bigEndian.asFloatBuffer(),
          littleEndian.asFloatBuffer(),
          FloatBuffer.wrap(new float[] {1, 0.5f}),
          FloatBuffer.wrap(new float[] {1, 0.5f}).asReadOnlyBuffer(),
          later)) {
        int position = floats.position();
        int limit = floats.limit();
        assertThat(model.predict(floats))
            .singleElement()
            .satisfies(each -> assertThat(each.values()).isEqualTo(Map.of("a", 1f, "b", 0.5f)));
        assertThat(floats.position()).isEqualTo(position);
        assertThat(floats.limit()).isEqualTo(limit);
      }
    }
  }

  @Test
  void bytesOfAnotherOrderAreRefusedByName() {
    ByteBuffer unset = filled(ByteBuffer.allocateDirect(8));
    ByteOrder other = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
        ? ByteOrder.BIG_ENDIAN
        : ByteOrder.LITTLE_ENDIAN;
    try (Model model = model()) {
      assertThatThrownBy(() -> model.predict(unset.order(other)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("byte order is " + other)
          .hasMessageContaining("order(ByteOrder.nativeOrder())");
      ByteBuffer set = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
      set.putFloat(4, 1f).putFloat(8, 0.5f).position(4).limit(12);
      for (ByteBuffer each : List.of(set, set.asReadOnlyBuffer().order(ByteOrder.nativeOrder()))) {
        assertThat(model.predict(each).get(0).numbers()).containsExactly(1f, 0.5f);
        assertThat(each.position()).isEqualTo(4);
        assertThat(each.limit()).isEqualTo(12);
      }
    }
  }

  @Test
  void onlyWholeInputsAreTaken() {
    try (Model model = model()) {
      assertThat(model.predict(FloatBuffer.wrap(new float[] {1, 2, 3, 4}))).hasSize(2);
      for (int count : new int[] {0, 3}) {
        assertThatThrownBy(() -> model.predict(FloatBuffer.allocate(count)))
            .isInstanceOf(PredictException.class)
            .hasMessage("there are " + count
                + " numbers, but an input of shape [2] has 2: give one or more whole inputs");
      }
      assertThatThrownBy(() -> model.predict(Map.of("a", 1)))
          .hasMessage("the model takes no rows: it takes [x]");
      assertThatThrownBy(() -> model.predict(FloatBuffer.wrap(new float[] {1, Float.NaN})))
          .hasMessageStartingWith("the model does not answer with a number");
    }
  }

  @Test
  void whatIsNoModelOfOursIsRefused(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Model.read(folder.resolve("absent.onnx")))
        .isInstanceOf(PredictException.class)
        .hasMessageContaining("there is no such file");
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
    assertThatThrownBy(() -> Model.read(text))
        .isInstanceOf(PredictException.class)
        .hasMessageStartingWith(text + ": is no model: ");
    Path cut = Files.write(
        folder.resolve("cut.onnx"), Arrays.copyOf(same("values"), same("values").length / 2));
    assertThatThrownBy(() -> Model.read(cut))
        .isInstanceOf(PredictException.class)
        .hasMessageStartingWith(cut + ": is no model: ");
    assertThatThrownBy(() -> Model.of(same("set")))
        .isInstanceOf(PredictException.class)
        .hasMessageContaining("write it with ockham export --onnx");
    assertThatThrownBy(() -> Model.of(same("other")))
        .isInstanceOf(PredictException.class)
        .hasMessageContaining("write it with ockham export --onnx");
  }

  @Test
  void severalThreadsAskOneModel() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Model model = model()) {
      List<Future<Prediction>> answers = IntStream.range(0, 200)
          .mapToObj(i -> threads.submit(
              () -> model.predict(FloatBuffer.wrap(new float[] {i, -i})).get(0)))
          .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get().numbers()).containsExactly((float) i, (float) -i);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
