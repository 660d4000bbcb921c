package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.onnx.Graph;
import org.ockham.onnx.OnnxException;
import org.ockham.onnx.OnnxRuntime;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Tensor;

/** Every layer in ONNX Runtime gives what it gives here. */
final class OnnxTest {

  private static final double CLOSE = 1e-5;

  /** Attributes, such as a norm's epsilon, are FLOAT32 in ONNX whatever the network is. */
  private static final double CLOSE_IN_FLOAT64 = 1e-7;

  /** Layers that ONNX cannot say, and where why is said. */
  private static final Set<String> WITHOUT_A_FORM =
      Set.of("MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d");

  private static Graph written(Layer layer, int opset, DType type, DType inputs, long... shape) {
    Graph graph = Graph.opset(opset, type);
    graph.output("y", layer.apply(graph.input("x", inputs, shape)));
    return graph;
  }

  private static Graph written(Layer layer, long... shape) {
    return written(layer, Graph.OPSET, DType.FLOAT32, DType.FLOAT32, shape);
  }

  private static List<NodeProto> nodes(Graph graph) {
    return model(graph).getGraph().getNodeList();
  }

  private static ModelProto model(Graph graph) {
    try {
      return ModelProto.parseFrom(graph.toBytes());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Tensor evaluate(Layer layer, Tensor x) {
    try (NoGrad off = NoGrad.on()) {
      return Layer.copyOf(layer).eval().apply(x);
    }
  }

  private static void assertEqual(Tensor actual, Tensor expected, double close) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.sub(expected).abs().max().item()).isLessThan(close);
  }

  /** A batch, a longer one and one of one sample, if the first dimension is one of samples. */
  private static List<Tensor> batches(Layer layer, Tensor x) {
    List<Tensor> batches = new ArrayList<>(List.of(x));
    try {
      Tensor more = Tensor.cat(List.of(x, x, x, x), 0);
      evaluate(layer, more);
      batches.add(more);
      Tensor one = x.narrow(0, 0, 1);
      evaluate(layer, one);
      batches.add(one);
    } catch (EngineException e) {
      // The first dimension is none of samples, or one is too few.
    }
    return batches;
  }

  private static void check(LayerSample sample, int opset, DType type, double close)
      throws OrtException {
    Layer layer = sample.layer().get().initialize(5).to(type);
    Tensor given = sample.input().get();
    Tensor x = given.dtype().isFloating() ? given.to(type) : given;
    List<Tensor> batches = batches(layer, x);
    long[] shape = x.shape();
    if (batches.size() > 1) {
      shape[0] = Graph.FREE;
    }
    Graph graph = written(layer, opset, type, x.dtype(), shape);
    assertThat(layer.layers().values()).allMatch(Layer::isTraining);
    try (OnnxRuntime runtime = OnnxRuntime.of(graph)) {
      for (Tensor batch : batches) {
        assertEqual(runtime.run(batch), evaluate(layer, batch), close);
      }
    }
  }

  /** What has a form at all: all but those whose test layer says nothing of ONNX. */
  private static Stream<LayerSample> samples() {
    return LayerSamples.all().stream()
        .filter(
            sample -> !(sample.layer().get() instanceof Wrapped<?> wrapped) || wrapped.hasOnnx());
  }

  @TestFactory
  Stream<DynamicTest> everySampleGivesTheSameThere() {
    return samples()
        .map(sample -> DynamicTest.dynamicTest(
            sample.name(), () -> check(sample, Graph.OPSET, DType.FLOAT32, CLOSE)));
  }

  @Test
  void everyLayerIsWrittenOrSaysWhyNot() {
    Set<String> written = classes(samples());
    assertThat(written).doesNotContainAnyElementsOf(WITHOUT_A_FORM);
    written.addAll(WITHOUT_A_FORM);
    // All layers there are have a sample: LayerContractTest sees to that.
    assertThat(written).containsAll(classes(LayerSamples.all().stream()));
    assertThatThrownBy(() -> written(new MaxUnpool2d(2), 1, 1, 2, 2))
        .isInstanceOf(OnnxException.class)
        .hasMessageStartingWith(
            "MaxUnpool2d(kernel_size=2, stride=2, padding=0): it has no form in ONNX: ");
  }

  private static Set<String> classes(Stream<LayerSample> samples) {
    return samples
        .flatMap(sample -> sample.layer().get().layers().values().stream())
        .map(layer -> layer.getClass().getSimpleName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The oldest opset gives the same, or says which one is needed. */
  @Test
  void inTheOldestOpset() throws OrtException {
    List<String> refused = new ArrayList<>();
    for (LayerSample sample : samples().toList()) {
      try {
        check(sample, 17, DType.FLOAT32, CLOSE);
      } catch (OnnxException e) {
        assertThat(e).hasMessageContaining("needs opset 1").hasMessageContaining(": export with 1");
        refused.add(sample.layer().get().getClass().getSimpleName());
      }
    }
    assertThat(refused).containsOnly("Conv2d", "Fold", "Padding", "Upsample");
  }

  /** No file is written that fails when it is loaded or first used: what the runtime cannot compute is refused by the layer's name. */
  @Test
  void inFloat64() throws OrtException {
    List<String> computed = new ArrayList<>();
    for (LayerSample sample : samples().toList()) {
      try {
        check(sample, Graph.OPSET, DType.FLOAT64, CLOSE_IN_FLOAT64);
        computed.add(sample.name());
      } catch (OnnxException e) {
        assertThat(e)
            .hasMessageMatching(
                ".+\\(.*\\): ONNX Runtime cannot compute \\w+ in FLOAT64: export in FLOAT32.*");
      }
    }
    assertThat(computed).hasSizeGreaterThan(60);
  }

  @Test
  void float64IsExportedAsFloat32() throws OrtException {
    Layer network = new Sequential(new Conv2d(1, 2, 3), new Flatten(), new Linear(8, 3));
    network.initialize(1).to(DType.FLOAT64);
    Tensor x = Tensor.randn(Generator.seeded(1), 3, 1, 4, 4);
    try (OnnxRuntime runtime = OnnxRuntime.of(written(network, Graph.FREE, 1, 4, 4))) {
      assertEqual(runtime.run(x), evaluate(network, x.to(DType.FLOAT64)).to(DType.FLOAT32), CLOSE);
    }
    assertThat(network.parameters().values())
        .allMatch(parameter -> parameter.value().dtype() == DType.FLOAT64);
  }

  @Test
  void batchNormIsInInferenceFormAndTheNetworkStaysAsItIs() throws OrtException {
    BatchNorm1d norm = new BatchNorm1d(1);
    Layer network = new Sequential(norm, new Dropout(0.5)).initialize(0);
    network.stateDict().get("0.running_mean").fill_(1);
    network.stateDict().get("0.running_var").fill_(4);
    Graph graph = written(network, Graph.FREE, 1);

    assertThat(network.isTraining()).isTrue();
    assertThat(norm.isTraining()).isTrue();
    assertThat(network.stateDict().get("0.num_batches_tracked").itemLong()).isZero();
    NodeProto node = nodes(graph).get(0);
    assertThat(node.getOpType()).isEqualTo("BatchNormalization");
    assertThat(node.getOutputCount()).isEqualTo(1);
    assertThat(node.getAttributeList())
        .allMatch(attribute -> !attribute.getName().equals("training_mode"));
    assertThat(nodes(graph)).noneMatch(each -> each.getOpType().equals("Dropout"));
    try (OnnxRuntime runtime = OnnxRuntime.of(graph)) {
      float[] y = runtime.run(Tensor.of(new float[] {3, 5}, 2, 1)).toFloats();
      assertThat(y[0]).isCloseTo(1, within(1e-5f));
      assertThat(y[1]).isCloseTo(2, within(1e-5f));
    }
  }

  @Test
  void aFrozenBatchNormOfANetworkThatTrainsIsWrittenByItsOwnStatistics() throws OrtException {
    BatchNorm1d frozen = new BatchNorm1d(2);
    Layer network = new Sequential(frozen, new BatchNorm1d(2)).initialize(0);
    network.stateDict().get("0.running_mean").fill_(1);
    network.stateDict().get("0.running_var").fill_(4);
    network.train();
    frozen.eval();
    frozen.parameters().values().forEach(Parameter::freeze);
    Tensor x = Tensor.randn(Generator.seeded(1), 16, 2);
    network.apply(x);
    assertThat(network.stateDict().get("0.running_mean").toFloats()).containsExactly(1, 1);
    assertThat(network.stateDict().get("1.num_batches_tracked").itemLong()).isOne();

    Graph graph = written(network, Graph.FREE, 2);
    assertThat(network.isTraining()).isTrue();
    assertThat(frozen.isTraining()).isFalse();
    assertThat(nodes(graph))
        .filteredOn(node -> node.getOpType().equals("BatchNormalization"))
        .hasSize(2)
        .allMatch(node -> node.getOutputCount() == 1);
    try (OnnxRuntime runtime = OnnxRuntime.of(graph)) {
      assertEqual(runtime.run(x), evaluate(network, x), CLOSE);
    }
  }

  /** The running variance is the unbiased one: what is written is what was learnt, whatever ONNX' own training would have. */
  @Test
  void runningVarianceIsUnbiased() throws OrtException {
    BatchNorm1d norm = new BatchNorm1d(1);
    norm.initialize(0);
    norm.stateDict().get("running_mean").fill_(0);
    float[] values = new float[144];
    IntStream.range(0, values.length).forEach(i -> values[i] = 1 + i % 4);
    norm.apply(Tensor.of(values, 144, 1));
    TensorProto variance =
        model(written(norm, Graph.FREE, 1)).getGraph().getInitializerList().stream()
            .filter(each -> each.getName().equals("running_var"))
            .findFirst()
            .orElseThrow();
    assertThat(variance
            .getRawData()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .getFloat())
        .isCloseTo(1.0258741f, within(1e-6f));
    try (OnnxRuntime runtime = OnnxRuntime.of(written(norm, Graph.FREE, 1))) {
      assertThat(runtime.run(Tensor.of(new float[] {0.25f}, 1, 1)).item())
          .isCloseTo(0, within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 18, 19, 20})
  void geluIsTheOneThatWasAskedFor(int opset) throws OrtException {
    float[] x = {-2, -1, 0.5f, 3};
    checkGelu(
        opset,
        GELU.Approximation.NONE,
        x,
        -0.0455002639,
        -0.1586552539,
        0.3457312306,
        2.9959503059);
    checkGelu(
        opset,
        GELU.Approximation.TANH,
        x,
        -0.0454023059,
        -0.1588080094,
        0.3457140098,
        2.9963626079);
    Layer bySigmoid = new Layer() {
      @Override
      protected Tensor forward(Tensor t) {
        return t.mul(t.mul(1.702).sigmoid());
      }

      @Override
      protected Value forward(Value v) {
        return v.mul(v.mul(1.702).sigmoid());
      }
    };
    checkGelu(opset, bySigmoid, x, -0.0643413769, -0.1542042341, 0.3503884366, 2.9819286903);
  }

  private static void checkGelu(
      int opset, GELU.Approximation approximation, float[] x, double... expected)
      throws OrtException {
    Graph graph = checkGelu(opset, new GELU(approximation), x, expected);
    List<NodeProto> gelu =
        nodes(graph).stream().filter(node -> node.getOpType().equals("Gelu")).toList();
    assertThat(gelu).hasSize(opset == 20 ? 1 : 0);
    gelu.forEach(node -> assertThat(node.getAttribute(0).getS().toStringUtf8())
        .isEqualTo(approximation == GELU.Approximation.TANH ? "tanh" : "none"));
  }

  private static Graph checkGelu(int opset, Layer layer, float[] x, double... expected)
      throws OrtException {
    Graph graph = written(layer, opset, DType.FLOAT32, DType.FLOAT32, x.length);
    try (OnnxRuntime runtime = OnnxRuntime.of(graph)) {
      float[] y = runtime.run(Tensor.of(x)).toFloats();
      for (int i = 0; i < x.length; i++) {
        assertThat(y[i]).isCloseTo((float) expected[i], within(1e-6f));
      }
    }
    return graph;
  }

  @Test
  void infinitiesStayWhatTheyAre() throws OrtException {
    Tensor x = Tensor.of(Float.NEGATIVE_INFINITY, -1, 2, Float.POSITIVE_INFINITY);
    for (Layer layer : List.of(
        new Threshold(0.1, 0.5), new CELU(2), new Softplus(), new Softshrink(), new ELU())) {
      try (OnnxRuntime runtime = OnnxRuntime.of(written(layer, 4))) {
        float[] expected = evaluate(layer, x).toFloats();
        float[] given = runtime.run(x).toFloats();
        for (int i = 0; i < given.length; i++) {
          assertThat(given[i] == expected[i] || Math.abs(given[i] - expected[i]) < CLOSE)
              .as(layer + " at " + i + ": " + given[i] + " for " + expected[i])
              .isTrue();
        }
      }
    }
  }

  @Test
  void batchesOfAnySize() throws OrtException {
    Layer images = new Sequential(
            new Conv2d(1, 2, 3), new ReLU(), new MaxPool2d(2), new Flatten(), new Linear(18, 4))
        .initialize(2);
    checkBatches(images, 8, 8, 1);
    Layer words = new Sequential(
            new TransformerEncoder(
                TransformerEncoderLayer.of(8, 2).dimFeedforward(6).batchFirst(true), 2),
            new Flatten(),
            new Linear(40, 3))
        .initialize(2);
    checkBatches(words, 5, 8);
  }

  private static void checkBatches(Layer network, long... sample) throws OrtException {
    long[] shape = new long[sample.length + 1];
    shape[0] = Graph.FREE;
    for (int i = 0; i < sample.length; i++) {
      shape[i + 1] = sample.length == 3 ? sample[(i + 2) % 3] : sample[i];
    }
    try (OnnxRuntime runtime = OnnxRuntime.of(written(network, shape))) {
      assertThat(runtime.inputShape()[0]).isEqualTo(-1);
      assertThat(runtime.outputShape()[0]).isEqualTo(-1);
      for (long n : new long[] {1, 2, 7}) {
        shape[0] = n;
        Tensor x = Tensor.randn(Generator.seeded(n), shape);
        assertEqual(runtime.run(x), evaluate(network, x), CLOSE);
      }
      shape[0] = 0;
      assertThat(runtime.run(Tensor.zeros(shape)).size(0)).isZero();
    }
  }

  /** The length of a sequence may stay open as well as the batch. */
  @Test
  void sequencesOfAnyLength() throws OrtException {
    for (Layer network : List.of(
        LSTM.of(3, 2).numLayers(2).bidirectional(true).build(),
        GRU.of(3, 2).batchFirst(true).build(),
        MultiheadAttention.of(3, 1).batchFirst(true).build(),
        TransformerDecoderLayer.of(3, 1).dimFeedforward(4).build())) {
      network.initialize(3);
      try (OnnxRuntime runtime = OnnxRuntime.of(written(network, Graph.FREE, Graph.FREE, 3))) {
        for (long[] shape : new long[][] {{4, 2, 3}, {1, 5, 3}}) {
          Tensor x = Tensor.randn(Generator.seeded(4), shape);
          assertEqual(runtime.run(x), evaluate(network, x), CLOSE);
        }
      }
    }
  }

  @Test
  void sharedWeightsAreWrittenOnceAndUnderTheirName() {
    Linear shared = new Linear(4, 4);
    Layer network = new Sequential(shared, new Tanh(), shared).initialize(1);
    List<String> names =
        model(written(network, Graph.FREE, 4)).getGraph().getInitializerList().stream()
            .map(TensorProto::getName)
            .toList();
    assertThat(names).containsExactly("2.weight", "2.bias");
  }

  @Test
  void aLayerOfOnesOwnIsWrittenWhereItSaysHow() throws OrtException {
    Layer gate = new Layer() {
      private final Linear fc = child("fc", new Linear(4, 4));

      @Override
      protected Tensor forward(Tensor x) {
        return fc.apply(x).sigmoid().mul(x);
      }

      @Override
      protected Value forward(Value x) {
        return fc.apply(x).sigmoid().mul(x);
      }
    };
    gate.initialize(1);
    Tensor x = Tensor.randn(Generator.seeded(4), 5, 4);
    try (OnnxRuntime runtime = OnnxRuntime.of(written(gate, Graph.FREE, 4))) {
      assertEqual(runtime.run(x), evaluate(gate, x), CLOSE);
    }
    Layer silent = new Sequential(new Linear(4, 4), new Residual(new Silent())).initialize(1);
    assertThatThrownBy(() -> written(silent, Graph.FREE, 4))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "1.branch = Silent(): it has no form in ONNX: override forward(Value) in the words of forward(Tensor)");
  }

  private static final class Silent extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      return x.exp();
    }
  }

  @Test
  void numbersAreLittleEndianAndTheOpsetIsStated() {
    Linear linear = new Linear(1, 1, false);
    linear.parameters().get("weight").init(Init.constant(0.5));
    linear.initialize(1);
    ModelProto model = model(written(linear, 17, DType.FLOAT32, DType.FLOAT32, Graph.FREE, 1));
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
    assertThat(model.getIrVersion()).isEqualTo(8);
    assertThat(model.getGraph().getInitializer(0).getRawData().toByteArray())
        .containsExactly(0, 0, 0, 0x3F);
    assertThatThrownBy(() -> Graph.opset(16))
        .hasMessage("opset is 16: it must lie between 17 and 20");
  }

  @Test
  void sizesThatMustBeKnownAreAskedFor() {
    assertThatThrownBy(() -> written(new AdaptiveAvgPool1d(3), 2, 3, Graph.FREE))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "AdaptiveAvgPool1d(output_size=3): the size along dimension 2 of its input must be known:"
                + " give the graph's input that size");
  }

  /** A branch of the same size, so that ONNX' own count of the windows must be the engine's. */
  private static Layer besideItself(Layer pool, long... pooled) {
    return Wrapped.of(
        pool,
        (each, x) -> each.apply(x).add(Tensor.ones(pooled)),
        (each, x) -> each.apply(x).add(x.graph().constant(Tensor.ones(pooled))));
  }

  /** With a last window that would begin in the padding at the end, or behind an input whose end no window sees, or neither. */
  @ParameterizedTest
  @ValueSource(ints = {17, 20})
  void poolsHaveTheWindowsThatTheEngineHas(int opset) throws OrtException {
    for (long[] each : new long[][] {{2, 2, 1, 7, 7}, {2, 3, 0, 6, 7}, {3, 5, 1, 5, 8}}) {
      for (Layer pool : List.of(
          MaxPool2d.of(each[0]).stride(each[1]).padding(each[2]).ceilMode(true).build(),
          averages(true, each),
          averages(false, each))) {
        Tensor x = Tensor.randn(Generator.seeded(6), 2, 1, each[3], each[4]);
        Tensor y = evaluate(pool, x);
        Layer branches = besideItself(pool, 1, 1, y.size(2), y.size(3));
        Graph known =
            written(branches, opset, DType.FLOAT32, DType.FLOAT32, Graph.FREE, 1, each[3], each[4]);
        Graph alone = written(pool, opset, DType.FLOAT32, DType.FLOAT32, 1, each[3], each[4]);
        try (OnnxRuntime added = OnnxRuntime.of(known);
            OnnxRuntime single = OnnxRuntime.of(alone)) {
          assertEqual(added.run(x), y.add(1), CLOSE);
          assertEqual(single.run(x.select(0, 1)), y.select(0, 1), CLOSE);
        }
      }
    }
  }

  private static Layer averages(boolean countIncludePad, long... each) {
    return AvgPool2d.of(each[0])
        .stride(each[1])
        .padding(each[2])
        .ceilMode(true)
        .countIncludePad(countIncludePad)
        .build();
  }

  /** ONNX has factors in single precision: taken as they are, they give other sizes, and other places that lie nearest. */
  @ParameterizedTest
  @ValueSource(ints = {17, 20})
  void factorsGiveTheSizesAndPlacesThatTheEngineHas(int opset) throws OrtException {
    for (double[] each : new double[][] {
      {1.1, 3},
      {1.1, 5},
      {1.1, 7},
      {0.6, 20},
      {1.2, 20},
      {1.3, 3},
      {2.3, 32},
      {0.7, 10},
      {1.15, 100},
      {2.3, 100},
      {0.29, 100},
      {1.25, 3},
      {41, 50},
      {0.5, 7},
      {1.5, 7},
      {2.5, 7},
      {3, 7}
    }) {
      for (Upsample.Mode mode : Upsample.Mode.values()) {
        Layer layer = Upsample.by(each[0]).mode(mode).build();
        long size = (long) each[1];
        if (mode == Upsample.Mode.BICUBIC && (long) (size * each[0]) == size) {
          continue; // refused: see below
        }
        // Evenly rising, so that a place that is one too early is a number that is.
        Tensor x = Tensor.arange(4 * size).div(size).to(DType.FLOAT32).reshape(1, 1, 4, size);
        assertTheSame(
            layer, opset, mode == Upsample.Mode.BICUBIC ? x : x.narrow(2, 0, 1).squeeze(2));
      }
    }
  }

  @Test
  void whatLiesNearestNeedsKnownSizesUnlessFactorsAreHalves() throws OrtException {
    Tensor x = Tensor.arange(10).to(DType.FLOAT32).reshape(1, 1, 10);
    assertTheSame(Upsample.to(7).build(), 17, x);
    assertTheSame(Upsample.to(14).mode(Upsample.Mode.NEAREST_EXACT).build(), 17, x);
    Layer halves = Upsample.by(1.5).build();
    try (OnnxRuntime runtime = OnnxRuntime.of(written(halves, Graph.FREE, 1, Graph.FREE))) {
      assertEqual(runtime.run(x), evaluate(halves, x), CLOSE);
    }
    assertThatThrownBy(() -> written(Upsample.by(1.1).build(), Graph.FREE, 1, Graph.FREE))
        .isInstanceOf(OnnxException.class)
        .hasMessage("Upsample(scale_factor=[1.1], mode=nearest): the size along dimension 2 of its"
            + " input must be known: give the graph's input that size");
  }

  @Test
  void factorsThatChangeNoSize() throws OrtException {
    Tensor x = Tensor.arange(9).to(DType.FLOAT32).div(9).square().reshape(1, 1, 3, 3);
    for (Upsample.Mode mode : Upsample.Mode.values()) {
      assertTheSame(Upsample.by(1.1, 1.7).mode(mode).build(), 20, x);
    }
    Upsample.Builder cubic = Upsample.by(1, 1.1).mode(Upsample.Mode.BICUBIC);
    assertThatThrownBy(() -> written(cubic.build(), 1, 1, 3, 3))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "Upsample(scale_factor=[1.0, 1.1], mode=bicubic): on an input of shape [1, 1, 3, 3]"
                + " its factors change no size, so that ONNX Runtime takes the input as it is, which"
                + " the engine does not: give a size, or larger factors");
    assertTheSame(cubic.alignCorners(true).build(), 20, x);
  }

  private static void assertTheSame(Layer layer, int opset, Tensor x) throws OrtException {
    try (OnnxRuntime runtime =
        OnnxRuntime.of(written(layer, opset, DType.FLOAT32, DType.FLOAT32, x.shape()))) {
      Tensor expected = evaluate(layer, x);
      Tensor given = runtime.run(x);
      assertThat(given.shape()).as(layer + " of " + x).isEqualTo(expected.shape());
      assertThat(given.sub(expected).abs().max().item()).as(layer + " of " + x).isLessThan(CLOSE);
    }
  }

  /** Two pixels or three give one after a pool: that is no size that larger images would have. */
  @Test
  void imagesOfAnySize() throws OrtException {
    Layer pooled = new Sequential(new MaxPool2d(2), new MaxPool2d(2), new Conv2d(3, 8, 5));
    checkSizes(pooled.initialize(4), 28, 41);
    Layer deep = new Sequential();
    for (int i = 0; i < 6; i++) {
      deep = new Sequential(deep, new MaxPool2d(2));
    }
    checkSizes(deep, 64, 130);
    Layer adaptive = new Sequential(new MaxPool2d(2), new AdaptiveAvgPool2d(2));
    assertThatThrownBy(() -> written(adaptive, Graph.FREE, 3, Graph.FREE, Graph.FREE))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "1 = AdaptiveAvgPool2d(output_size=2): the size along dimension 2 of its input must"
                + " be known: give the graph's input that size");
  }

  private static void checkSizes(Layer network, long... sizes) throws OrtException {
    Graph graph = written(network, Graph.FREE, 3, Graph.FREE, Graph.FREE);
    try (OnnxRuntime runtime = OnnxRuntime.of(graph)) {
      assertThat(runtime.outputShape()[2]).isEqualTo(-1);
      assertThat(runtime.outputShape()[3]).isEqualTo(-1);
      for (long size : sizes) {
        Tensor x = Tensor.randn(Generator.seeded(size), 2, 3, size, size + 9);
        assertEqual(runtime.run(x), evaluate(network, x), CLOSE);
      }
    }
  }

  @Test
  void aLayerThatRefusesWhatIsTriedIsNamed() {
    Layer network = new Sequential(new ReLU(), new Conv2d(3, 8, 5)).initialize(4);
    assertThatThrownBy(() -> written(network, Graph.FREE, 3, 4, 4))
        .isInstanceOf(OnnxException.class)
        .hasMessageStartingWith("1 = Conv2d(3, 8, kernel_size=5")
        .hasMessageContaining(
            "what it gives for an input of shape [-1, 3, 4, 4] was tried, and" + " refused: ")
        .hasMessageEndingWith(": give the graph's input the sizes that it will have");
  }

  /** Its row 0 is what zeros ask for: applied to them, an embedding with a bound shortens it. */
  @Test
  void writingChangesNoWeights() {
    for (Layer table : List.of(
        Embedding.of(3, 2).maxNorm(0.1).build(),
        EmbeddingBag.of(3, 2).maxNorm(0.1).build())) {
      Layer network = new Sequential(table, new Flatten()).initialize(1).eval();
      Tensor weight = network.parameters().get("0.weight").value();
      Tensor before = weight.detach().copy();
      written(network, Graph.OPSET, DType.FLOAT32, DType.INT64, Graph.FREE, 4);
      assertThat(weight.toFloats()).isEqualTo(before.toFloats());
    }
  }
}
