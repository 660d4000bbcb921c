package org.ockham.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.file.AtomicFile;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

final class GraphTest {

  private static List<String> initializers(Graph graph) throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(graph.toBytes()).getGraph().getInitializerList().stream()
        .map(TensorProto::getName)
        .toList();
  }

  @Test
  void whatComputesNothingIsNotWritten() throws InvalidProtocolBufferException {
    Graph graph = Graph.opset(Graph.OPSET);
    Value x = graph.input("x", DType.FLOAT32, Graph.FREE, 1);
    graph.constant(Tensor.of(1, 2));
    Value used = graph.constant(Tensor.of(3));
    graph.constant(List.of("nobody", "asks"));
    graph.output("y", x.mul(used));
    assertThat(initializers(graph)).containsExactly(used.name());
    graph.output("names", graph.constant(List.of("a")));
    assertThat(initializers(graph)).containsExactly(used.name(), "texts_1");
  }

  @Test
  void whatIsComputedGivesWayToInputs() {
    Graph graph = Graph.opset(Graph.OPSET);
    Value x = graph.input("Relu", DType.FLOAT32, 2);
    Value y = x.relu();
    assertThat(y.name()).isEqualTo("Relu_1");
    graph.output("y", y);
    assertThatThrownBy(() -> graph.output("Relu", y))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "'Relu' would be the name of two inputs or outputs: give the column another name");
    assertThatThrownBy(() -> graph.output("Relu_1", y))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "'Relu_1' is the name of what is computed already: add inputs before anything is"
                + " computed, or choose another name");
  }

  /** One number repeated by its strides takes no room here, nor are its repetitions written out before they are counted. */
  @Test
  void aTensorThatIsTooLargeIsRefusedBeforeItIsCopied() {
    String sentence =
        "'constant' has more than 2 GiB by itself, which is more than is written: split the layer";
    Tensor whole = Tensor.zeros(1).expand(1L << 29);
    assertThatThrownBy(() -> Graph.opset(Graph.OPSET).constant(whole))
        .isInstanceOf(OnnxException.class)
        .hasMessage(sentence);
    // What counts is the size in the file: these are 1 GiB as they are.
    Tensor halves = Tensor.zeros(DType.FLOAT32, 1).expand(1L << 28);
    assertThatThrownBy(() -> Graph.opset(Graph.OPSET, DType.FLOAT64).constant(halves))
        .isInstanceOf(OnnxException.class)
        .hasMessage(sentence);
  }

  /** y = x·scale + shift·2, of which the first two are large enough for a second file. */
  private static Graph withWeights(float scale) {
    return withWeights(scale, Graph.opset(Graph.OPSET));
  }

  private static Graph withWeights(float scale, Graph graph) {
    Value x = graph.input("x", DType.FLOAT32, Graph.FREE, 300);
    Value scales = graph.constant(Tensor.full(scale, 300));
    Value shifts = graph.constant(Tensor.arange(300).to(DType.FLOAT32));
    graph.output("y", x.mul(scales).add(shifts.mul(2)));
    return graph;
  }

  @Test
  void weightsInASecondFile(@TempDir Path folder) throws IOException, OrtException {
    Path one = folder.resolve("one.onnx");
    assertThat(withWeights(3).writeWithExternalData(one))
        .containsExactly(one, folder.resolve("one.onnx.data"));
    Path two = folder.resolve("two.onnx");
    withWeights(5).writeWithExternalData(two);
    List<TensorProto> weights =
        ModelProto.parseFrom(Files.readAllBytes(one)).getGraph().getInitializerList();
    assertThat(weights)
        .extracting(TensorProto::getDataLocation)
        .containsExactly(DataLocation.EXTERNAL, DataLocation.EXTERNAL, DataLocation.DEFAULT);
    assertThat(weights.get(1).getExternalDataList())
        .extracting(StringStringEntryProto::getValue)
        .containsExactly("one.onnx.data", "4096", "1200");
    assertThat(folder.resolve("one.onnx.data")).hasSize(4096 + 1200);

    // From anywhere, also where both were moved to.
    Path moved = Files.createDirectory(folder.resolve("moved"));
    for (String name : List.of("one.onnx", "one.onnx.data")) {
      Files.move(folder.resolve(name), moved.resolve(name));
    }
    Tensor x = Tensor.full(2, 2, 300);
    try (OnnxRuntime inOne = OnnxRuntime.of(withWeights(3));
        OnnxRuntime first = OnnxRuntime.read(moved.resolve("one.onnx"));
        OnnxRuntime second = OnnxRuntime.read(two)) {
      assertThat(first.run(x).toFloats()).isEqualTo(inOne.run(x).toFloats()).contains(6, 604);
      assertThat(second.run(x).toFloats()).contains(10, 608);
    }
  }

  /** Up to the last byte: two weights of 300 numbers each, and one of a single number. */
  @Test
  void weightsThatOneFileCannotHoldGetASecondOneByThemselves(@TempDir Path folder)
      throws IOException, OrtException {
    int most = 2 * 300 * Float.BYTES + Float.BYTES;
    Path one = folder.resolve("one.onnx");
    Graph fitting = withWeights(3, Graph.opset(Graph.OPSET, DType.FLOAT32, most));
    assertThat(fitting.write(one)).containsExactly(one);
    assertThat(folder.resolve("one.onnx.data")).doesNotExist();
    Path two = folder.resolve("two.onnx");
    Graph large = withWeights(3, Graph.opset(Graph.OPSET, DType.FLOAT32, most - 1));
    assertThat(large.write(two)).containsExactly(two, folder.resolve("two.onnx.data"));
    assertThat(two).satisfies(file -> assertThat(Files.size(file)).isLessThan(Files.size(one) / 2));
    assertThatThrownBy(large::toBytes)
        .isInstanceOf(OnnxException.class)
        .hasMessageStartingWith(
            "its weights have more than 2 GiB, which one ONNX file cannot hold");
    Tensor x = Tensor.full(2, 1, 300);
    try (OnnxRuntime whole = OnnxRuntime.read(one);
        OnnxRuntime split = OnnxRuntime.read(two)) {
      assertThat(split.run(x).toFloats()).isEqualTo(whole.run(x).toFloats()).contains(6, 604);
    }
  }

  @Test
  void bothFilesAreReplacedOrNone(@TempDir Path folder) throws IOException, OrtException {
    Path file = folder.resolve("model.onnx");
    withWeights(3).writeWithExternalData(file);
    withWeights(5).writeWithExternalData(file);
    Tensor x = Tensor.full(2, 1, 300);
    try (OnnxRuntime second = OnnxRuntime.read(file)) {
      assertThat(second.run(x).toFloats()).contains(10, 608);
    }
    Path taken = folder.resolve("taken.onnx");
    Files.writeString(taken, "earlier");
    Files.createDirectories(folder.resolve("taken.onnx.data/in-use"));
    Graph third = withWeights(7);
    assertThatThrownBy(() -> third.writeWithExternalData(taken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(taken + ": cannot be written: ");
    assertThat(taken).hasContent("earlier");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(AtomicFile::isDraft)).isEmpty();
    }
  }
}
