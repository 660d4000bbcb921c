package org.ockham.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;
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

  /** One number repeated by its strides takes no room here, nor are its repetitions written out before they are counted. */
  @Test
  void moreThanOneFileHoldsIsRefusedBeforeItIsCopied() {
    String sentence = "its weights have more than 2 GiB, which one ONNX file cannot hold:"
        + " make the network smaller";
    Tensor whole = Tensor.zeros(1).expand(1L << 29);
    assertThatThrownBy(() -> Graph.opset(Graph.OPSET).constant(whole))
        .isInstanceOf(OnnxException.class)
        .hasMessage(sentence);
    // What counts is the size in the file: these are 1 GiB as they are.
    Tensor halves = Tensor.zeros(DType.FLOAT32, 1).expand(1L << 28);
    assertThatThrownBy(() -> Graph.opset(Graph.OPSET, DType.FLOAT64).constant(halves))
        .isInstanceOf(OnnxException.class)
        .hasMessage(sentence);
    // And what all weights have together: the second alone would do.
    Graph graph = Graph.opset(Graph.OPSET);
    graph.constant(Tensor.of(1, 2, 3, 4));
    Tensor rest = Tensor.zeros(1).expand((Integer.MAX_VALUE - (1L << 20)) / 4 - 3);
    assertThatThrownBy(() -> graph.constant(rest))
        .isInstanceOf(OnnxException.class)
        .hasMessage(sentence);
  }
}
