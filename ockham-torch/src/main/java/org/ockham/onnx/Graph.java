package org.ockham.onnx;

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
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.file.AtomicFile;
import org.ockham.file.FileProblem;
import org.ockham.tensor.DType;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * A computation in ONNX' words, in inference form, while it is written: inputs, nodes, weights and outputs.
 *
 * <p>Everything is in one file, unless its weights are more than one can hold. Numbers are little-endian, whatever the machine. Sizes
 * that are {@link #FREE} stay open: the file takes batches of any size.
 *
 * @see <a href="https://onnx.ai/onnx/repo-docs/IR.html">ONNX' intermediate representation</a>
 */
public final class Graph {

  /** A size that each input may have its own of: the batch. */
  public static final long FREE = -1;

  /** The set of operators that is written unless another is asked for. */
  public static final int OPSET = 20;

  private static final int OLDEST_OPSET = 17;

  /** What protobuf can say in one message. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 20);

  /** Tensors of fewer bytes stay with the graph, where tools that look at it see them: as ONNX' own writer has it. */
  private static final int LEAST_EXTERNAL_BYTES = 1024;

  /** Where tensors may begin in a file of their own, so that a reader can map them. */
  private static final int PAGE = 4096;

  /** What the CPU provider of ONNX Runtime 1.29 cannot compute in FLOAT64; for some it says so only when a batch comes. */
  private static final Set<String> FLOAT32_ONLY = Set.of(
      "AveragePool",
      "Col2Im",
      "Conv",
      "ConvTranspose",
      "Elu",
      "GRU",
      "Gelu",
      "InstanceNormalization",
      "LSTM",
      "LeakyRelu",
      "PRelu",
      "RNN",
      "Resize",
      "Selu",
      "SiLU",
      "Softplus");

  private final int opset;
  private final DType type;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("ockham");
  private final Map<String, String> metadata = new TreeMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> ends = new HashSet<>();
  private final Map<Object, Value> weights = new HashMap<>();
  private final Map<String, Value> constants = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final Set<String> domains = new HashSet<>();
  private final long mostBytes;
  private long bytes;

  private Graph(int opset, DType type, long mostBytes) {
    this.opset = opset;
    this.type = type;
    this.mostBytes = mostBytes;
  }

  /**
   * An empty one, computing in FLOAT32.
   *
   * @param opset the version of ONNX' operators, 17 to 20
   * @throws IllegalArgumentException if it is another
   */
  public static Graph opset(int opset) {
    return opset(opset, DType.FLOAT32);
  }

  /**
   * An empty one, computing in FLOAT32 or FLOAT64.
   *
   * @throws IllegalArgumentException if the version is not 17 to 20, or the type is another
   */
  public static Graph opset(int opset, DType type) {
    return opset(opset, type, MOST_BYTES);
  }

  /** The same with another bound of what all weights in one file have: for tests that have not 2 GiB of them. */
  static Graph opset(int opset, DType type, long mostBytes) {
    Check.between("opset", opset, OLDEST_OPSET, OPSET);
    if (type != DType.FLOAT32 && type != DType.FLOAT64) {
      throw new IllegalArgumentException(
          "type is " + type + ": a graph computes in FLOAT32 or in FLOAT64");
    }
    return new Graph(opset, type, mostBytes);
  }

  /** The version of ONNX' operators. */
  public int opset() {
    return opset;
  }

  /** What weights and what is computed of them are. */
  public DType type() {
    return type;
  }

  /** Adds an input of numbers; a size may be {@link #FREE}. All names are free as long as nothing has been computed. */
  public Value input(String name, DType type, long... shape) {
    return input(name, elementType(type), type, shape);
  }

  /** Adds an input of texts. */
  public Value texts(String name, long... shape) {
    return input(name, TensorProto.DataType.STRING, null, shape);
  }

  private Value input(
      String name, TensorProto.DataType element, @Nullable DType type, long... shape) {
    Value value = new Value(this, alone(name), type, shape);
    graph.addInput(info(value, element));
    return value;
  }

  /** Adds an output: the value under a name of its own. */
  public void output(String name, Value value) {
    Value named = new Value(this, alone(name), value.type(), value.shape());
    graph.addNode(NodeProto.newBuilder()
        .setOpType("Identity")
        .setName(name)
        .addInput(value.name())
        .addOutput(named.name()));
    DType numbers = value.type();
    graph.addOutput(
        info(named, numbers == null ? TensorProto.DataType.STRING : elementType(numbers)));
  }

  /** The names of its inputs. */
  public List<String> inputs() {
    return graph.getInputList().stream().map(ValueInfoProto::getName).toList();
  }

  /** The names of its outputs. */
  public List<String> outputs() {
    return graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
  }

  /** Adds what a user of the file should know: it is read with the file, and computes nothing. */
  public void metadata(String key, String value) {
    metadata.put(key, value);
  }

  /** The numbers of a tensor; those of fractions become of the {@linkplain #type() graph's type}. */
  public Value constant(Tensor tensor) {
    return constant(tensor, type);
  }

  /** The same; those of fractions become of this type. */
  public Value constant(Tensor tensor, DType fractions) {
    return weight(claim(name("constant")), tensor, fractions);
  }

  /** The same number as a tensor without dimensions; a number that is there already is not written twice. */
  public Value constant(Number number, DType type) {
    return constants.computeIfAbsent(
        number + " " + type, key -> constant(Tensor.full(type, number), type));
  }

  /** Whole numbers, as a tensor of one dimension. */
  public Value longs(long... values) {
    return constants.computeIfAbsent(
        Arrays.toString(values), key -> constant(Tensor.ofLongs(values)));
  }

  /** Texts, as a tensor of one dimension. */
  public Value constant(List<String> texts) {
    Value value = new Value(this, claim(name("texts")), null, texts.size());
    TensorProto.Builder tensor = TensorProto.newBuilder()
        .setName(value.name())
        .setDataType(TensorProto.DataType.STRING.getNumber())
        .addDims(texts.size());
    texts.forEach(text -> tensor.addStringData(ByteString.copyFromUtf8(text)));
    graph.addInitializer(tensor);
    return value;
  }

  /**
   * The numbers of a weight, which are written once however often they are asked for.
   *
   * @param owner what tells it from others
   * @param name within the layer that is being written
   */
  public Value weight(Object owner, String name, Supplier<Tensor> numbers) {
    Value known = weights.get(owner);
    if (known == null) {
      String place = String.join(".", path);
      known = weight(claim(place.isEmpty() ? name : place + "." + name), numbers.get(), type);
      weights.put(owner, known);
    }
    return known;
  }

  private Value weight(String name, Tensor numbers, DType fractions) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      DType stored = numbers.dtype().isFloating() ? fractions : numbers.dtype();
      long size = numbers.numel() * stored.bytes(); // before anything is copied
      if (size > MOST_BYTES) {
        throw new OnnxException(
            "'" + name + "' has more than 2 GiB by itself, which is more than is"
                + " written: split the layer");
      }
      bytes += size;
      Tensor tensor = numbers.to(stored);
      TensorProto.Builder proto = TensorProto.newBuilder()
          .setName(name)
          .setDataType(elementType(tensor.dtype()).getNumber())
          .setRawData(UnsafeByteOperations.unsafeWrap(littleEndian(tensor)));
      for (long dimension : tensor.shape()) {
        proto.addDims(dimension);
      }
      graph.addInitializer(proto);
      return new Value(this, name, tensor.dtype(), tensor.shape());
    }
  }

  /** Writes what a layer of this name does; what is written meanwhile is named after it. */
  public <T> T within(String layer, Supplier<T> writing) {
    if (!layer.isEmpty()) {
      path.addLast(layer);
    }
    try {
      return writing.get();
    } finally {
      if (!layer.isEmpty()) {
        path.removeLast();
      }
    }
  }

  /** Adds a node, whose first output is of the first input's type and shape until it is told otherwise. */
  List<Value> node(
      String domain, String operator, Map<String, ?> attributes, int outputs, Value... inputs) {
    checkComputed(operator, inputs[0].type());
    if (!domain.isEmpty()) {
      domains.add(domain);
    }
    String name = claim(name(operator));
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operator).setDomain(domain).setName(name);
    for (Value input : inputs) {
      node.addInput(input.name());
    }
    List<Value> made = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      made.add(new Value(
          this, i == 0 ? name : claim(name + "." + i), inputs[0].type(), inputs[0].shape()));
      node.addOutput(made.get(i).name());
    }
    new TreeMap<>(attributes).forEach((key, value) -> node.addAttribute(attribute(key, value)));
    graph.addNode(node);
    return made;
  }

  /** Refuses what the runtime would refuse when the file is loaded, or worse, when it is first used. */
  void checkComputed(String operator, @Nullable DType numbers) {
    if (numbers == DType.FLOAT64 && FLOAT32_ONLY.contains(operator)) {
      throw new OnnxException("ONNX Runtime cannot compute " + operator
          + " in FLOAT64: export in FLOAT32, which differs in the last digits only");
    }
  }

  /** An input that an operator may do without. */
  Value absent() {
    return new Value(this, "", null);
  }

  /**
   * The file's content.
   *
   * @throws OnnxException if its weights have more than 2 GiB, for which {@link #write} takes a second file
   */
  public byte[] toBytes() {
    if (bytes > mostBytes) {
      throw new OnnxException("its weights have more than 2 GiB, which one ONNX file cannot hold:"
          + " write it to a path, beside which they get a file of their own");
    }
    return toBytes(used());
  }

  private byte[] toBytes(GraphProto.Builder content) {
    ModelProto.Builder model = ModelProto.newBuilder()
        .setIrVersion(opset < 19 ? 8 : 9)
        .setProducerName("Ockham")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(content);
    domains.stream()
        .sorted()
        .forEach(domain -> model.addOpsetImport(
            OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(3)));
    metadata.forEach((key, value) -> model.addMetadataProps(entry(key, value)));
    return model.build().toByteArray();
  }

  /** Without weights and constants that were asked for and then computed nothing: the runtime warns of each. */
  private GraphProto.Builder used() {
    Set<String> taken = new HashSet<>();
    graph.getNodeList().forEach(node -> taken.addAll(node.getInputList()));
    return graph
        .clone()
        .clearInitializer()
        .addAllInitializer(graph.getInitializerList().stream()
            .filter(initializer -> taken.contains(initializer.getName()))
            .toList());
  }

  /**
   * Writes the file, whole or not at all; one of this name is replaced. If its weights have more than 2 GiB, it is written as {@link
   * #writeWithExternalData} does.
   *
   * @return the files that were written
   * @throws UncheckedIOException if it cannot be written
   */
  public List<Path> write(Path file) {
    if (bytes > mostBytes) {
      return writeWithExternalData(file);
    }
    try {
      AtomicFile.write(file, toBytes());
      return List.of(file);
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  /**
   * Writes all weights but the smallest into a second file beside the first, which is named after it and ends in {@code .data}. The
   * first says what the second is called: under another name, or one without the other, they are no model.
   *
   * <p>Files of these names are replaced when both are whole, the second first: who reads them at that moment, or is killed there, has the
   * earlier graph with the new weights. Write beside a model that is in use, not over it.
   *
   * @return the files that were written
   * @throws UncheckedIOException if they cannot be written
   */
  public List<Path> writeWithExternalData(Path file) {
    Path data = file.resolveSibling(file.getFileName() + ".data");
    GraphProto.Builder content = used();
    try {
      AtomicFile.write(file, draft -> {
        AtomicFile.write(data, weights -> {
          moveWeights(content, weights, data.getFileName().toString());
          AtomicFile.writeFully(draft, ByteBuffer.wrap(toBytes(content)));
        });
      });
      return List.of(file, data);
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  private static void moveWeights(GraphProto.Builder from, FileChannel to, String name)
      throws IOException {
    for (TensorProto.Builder weight : from.getInitializerBuilderList()) {
      ByteString numbers = weight.getRawData();
      if (numbers.size() >= LEAST_EXTERNAL_BYTES) {
        long offset = (to.position() + PAGE - 1) / PAGE * PAGE;
        AtomicFile.writeFully(to.position(offset), numbers.asReadOnlyByteBuffer());
        weight
            .clearRawData()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", name))
            .addExternalData(entry("offset", String.valueOf(offset)))
            .addExternalData(entry("length", String.valueOf(numbers.size())));
      }
    }
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static UncheckedIOException unwritten(Path file, IOException e) {
    return new UncheckedIOException(file + ": cannot be written: " + FileProblem.reason(e), e);
  }

  private String name(String what) {
    return String.join("/", Stream.concat(path.stream(), Stream.of(what)).toList());
  }

  /** The name itself, or with a number where it is taken. */
  private String claim(String wanted) {
    String name = wanted;
    for (int i = 1; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /** The name of an input or an output, by which others know it. */
  private String alone(String name) {
    if (!ends.add(name)) {
      throw new OnnxException("'" + name
          + "' would be the name of two inputs or outputs: give the column another name");
    }
    if (!names.add(name)) {
      throw new OnnxException("'" + name + "' is the name of what is computed already: add inputs"
          + " before anything is computed, or choose another name");
    }
    return name;
  }

  private static ByteBuffer littleEndian(Tensor tensor) {
    int size = Math.toIntExact(tensor.numel() * tensor.dtype().bytes());
    ByteBuffer data = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.dtype()) {
      case FLOAT32 -> data.asFloatBuffer().put(tensor.toFloats());
      case FLOAT64 -> data.asDoubleBuffer().put(tensor.toDoubles());
      case INT64 -> data.asLongBuffer().put(tensor.toLongs());
      default -> throw new OnnxException("numbers of type " + tensor.dtype() + " are not written");
    }
    return data;
  }

  private static ValueInfoProto info(Value value, TensorProto.DataType element) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    long[] sizes = value.shape();
    for (int i = 0; i < sizes.length; i++) {
      TensorShapeProto.Dimension.Builder size = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(
          sizes[i] == FREE
              ? size.setDimParam(i == 0 ? "batch" : "free" + i)
              : size.setDimValue(sizes[i]));
    }
    return ValueInfoProto.newBuilder()
        .setName(value.name())
        .setType(TypeProto.newBuilder()
            .setTensorType(
                TypeProto.Tensor.newBuilder().setElemType(element.getNumber()).setShape(shape)))
        .build();
  }

  static TensorProto.DataType elementType(DType type) {
    return switch (type) {
      case FLOAT32 -> TensorProto.DataType.FLOAT;
      case FLOAT64 -> TensorProto.DataType.DOUBLE;
      case INT32 -> TensorProto.DataType.INT32;
      case INT64 -> TensorProto.DataType.INT64;
      case UINT8 -> TensorProto.DataType.UINT8;
      case BOOL -> TensorProto.DataType.BOOL;
      default -> throw new OnnxException("numbers of type " + type + " are not written");
    };
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Double number) {
      attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number.floatValue());
    } else if (value instanceof Number number) {
      attribute.setType(AttributeProto.AttributeType.INT).setI(number.longValue());
    } else if (value instanceof long[] numbers) {
      attribute.setType(AttributeProto.AttributeType.INTS);
      Arrays.stream(numbers).forEach(attribute::addInts);
    } else if (value instanceof String text) {
      attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else if (value instanceof String[] texts) {
      attribute.setType(AttributeProto.AttributeType.STRINGS);
      Stream.of(texts).map(ByteString::copyFromUtf8).forEach(attribute::addStrings);
    } else {
      throw new IllegalArgumentException("the attribute " + name + " is a "
          + value.getClass().getSimpleName() + ": it must be a number, a text, or an array");
    }
    return attribute.build();
  }
}
