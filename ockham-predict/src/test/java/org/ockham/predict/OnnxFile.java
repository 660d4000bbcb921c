package org.ockham.predict;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.stream.Stream;

/** A small ONNX file, written word for word: so that it may be what no export writes. */
final class OnnxFile {

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("small");
  private final ModelProto.Builder model = ModelProto.newBuilder()
      .setIrVersion(8)
      .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
      .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(3));

  /** Gives its numbers back as they are, under this name, and those of its names. */
  static OnnxFile same(String output, String... names) {
    return new OnnxFile()
        .input("x", TensorProto.DataType.FLOAT, -1, 2)
        .node("Identity", output, "x")
        .output(output, TensorProto.DataType.FLOAT, -1, 2)
        .names(names);
  }

  /** Needs more memory for its answer than a process can have addresses of. */
  static OnnxFile huge() {
    OnnxFile file = new OnnxFile().input("x", TensorProto.DataType.FLOAT, -1, 2);
    file.graph.addInitializer(TensorProto.newBuilder()
        .setName("sizes")
        .setDataType(TensorProto.DataType.INT64.getNumber())
        .addDims(2)
        .addInt64Data(1L << 50)
        .addInt64Data(2));
    return file.node("Expand", "values", "x", "sizes")
        .output("values", TensorProto.DataType.FLOAT, -1, 2)
        .names("a", "b");
  }

  /** Takes one image, and gives its height and its width. */
  static OnnxFile image() {
    OnnxFile file = new OnnxFile().input("image", TensorProto.DataType.UINT8, 1, -1, -1, 3);
    file.graph
        .addNode(NodeProto.newBuilder()
            .setOpType("Shape")
            .addInput("image")
            .addOutput("sizes")
            .addAttribute(whole("start", 1))
            .addAttribute(whole("end", 3)))
        .addInitializer(TensorProto.newBuilder()
            .setName("first")
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(1)
            .addInt64Data(0));
    return file.cast("sizes", "floats", TensorProto.DataType.FLOAT)
        .node("Unsqueeze", "values", "floats", "first")
        .output("values", TensorProto.DataType.FLOAT, 1, 2)
        .names("height", "width");
  }

  /** Takes a size and a district, and gives the size and the district's code: 1 for north, 2 for 3.0, 3 for none, else −1. */
  static OnnxFile rows() {
    return rows("north");
  }

  /** The same with this text in place of north. */
  static OnnxFile rows(String first) {
    OnnxFile file = new OnnxFile()
        .input("size", TensorProto.DataType.DOUBLE, -1, 1)
        .input("district", TensorProto.DataType.STRING, -1, 1);
    file.cast("size", "number", TensorProto.DataType.FLOAT);
    file.graph
        .addNode(NodeProto.newBuilder()
            .setOpType("LabelEncoder")
            .setDomain("ai.onnx.ml")
            .addInput("district")
            .addOutput("code")
            .addAttribute(AttributeProto.newBuilder()
                .setName("keys_strings")
                .setType(AttributeProto.AttributeType.STRINGS)
                .addAllStrings(
                    Stream.of(first, "3.0", "").map(ByteString::copyFromUtf8).toList()))
            .addAttribute(AttributeProto.newBuilder()
                .setName("values_floats")
                .setType(AttributeProto.AttributeType.FLOATS)
                .addAllFloats(List.of(1f, 2f, 3f)))
            .addAttribute(AttributeProto.newBuilder()
                .setName("default_float")
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(-1)))
        .addNode(NodeProto.newBuilder()
            .setOpType("Concat")
            .addInput("number")
            .addInput("code")
            .addOutput("values")
            .addAttribute(whole("axis", 1)));
    return file.output("values", TensorProto.DataType.FLOAT, -1, 2).names("size", "district");
  }

  private static AttributeProto.Builder whole(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value);
  }

  OnnxFile input(String name, TensorProto.DataType type, long... shape) {
    graph.addInput(info(name, type, shape));
    return this;
  }

  OnnxFile node(String operator, String output, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder().setOpType(operator).addAllInput(List.of(inputs)).addOutput(output));
    return this;
  }

  OnnxFile cast(String input, String output, TensorProto.DataType type) {
    graph.addNode(NodeProto.newBuilder()
        .setOpType("Cast")
        .addInput(input)
        .addOutput(output)
        .addAttribute(whole("to", type.getNumber())));
    return this;
  }

  OnnxFile output(String name, TensorProto.DataType type, long... shape) {
    graph.addOutput(info(name, type, shape));
    return this;
  }

  OnnxFile names(String... names) {
    TensorProto.Builder called = TensorProto.newBuilder()
        .setName("called")
        .setDataType(TensorProto.DataType.STRING.getNumber())
        .addDims(names.length);
    Stream.of(names).map(ByteString::copyFromUtf8).forEach(called::addStringData);
    graph.addInitializer(called);
    return node("Identity", "names", "called")
        .output("names", TensorProto.DataType.STRING, names.length);
  }

  /** Adds two weights to x, which are in another file. */
  static OnnxFile external(String location, long offset) {
    OnnxFile file = new OnnxFile().input("x", TensorProto.DataType.FLOAT, -1, 2);
    file.graph.addInitializer(TensorProto.newBuilder()
        .setName("w")
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addDims(2)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", String.valueOf(offset)))
        .addExternalData(entry("length", "8")));
    return file.node("Add", "values", "x", "w")
        .output("values", TensorProto.DataType.FLOAT, -1, 2)
        .names("a", "b");
  }

  private static StringStringEntryProto.Builder entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
  }

  OnnxFile metadata(String key, String value) {
    model.addMetadataProps(entry(key, value));
    return this;
  }

  byte[] bytes() {
    return model.setGraph(graph).build().toByteArray();
  }

  private static ValueInfoProto info(String name, TensorProto.DataType type, long... shape) {
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
}
