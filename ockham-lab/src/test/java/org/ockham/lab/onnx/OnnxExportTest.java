package org.ockham.lab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.augment.ImageShape;
import org.ockham.data.Dataset;
import org.ockham.data.NamedSet;
import org.ockham.data.table.Column;
import org.ockham.data.table.ColumnType;
import org.ockham.data.table.Csv;
import org.ockham.data.table.EmbeddingEncoder;
import org.ockham.data.table.FittedPreparation;
import org.ockham.data.table.HandleUnknown;
import org.ockham.data.table.Numeric;
import org.ockham.data.table.OneHotEncoder;
import org.ockham.data.table.OrdinalEncoder;
import org.ockham.data.table.Preparation;
import org.ockham.data.table.QuantileTransformer;
import org.ockham.data.table.Table;
import org.ockham.data.table.TableSet;
import org.ockham.data.table.Target;
import org.ockham.lab.Experiment;
import org.ockham.lab.Picture;
import org.ockham.lab.Prediction;
import org.ockham.lab.Run;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.TrainedModel;
import org.ockham.lab.recipe.Change;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Task;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.onnx.Graph;
import org.ockham.onnx.OnnxException;
import org.ockham.predict.Model;
import org.ockham.predict.PredictException;
import org.ockham.tensor.DType;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Tensor;
import tools.jackson.databind.json.JsonMapper;

/** What is exported gives in ONNX Runtime what the model gives here. */
final class OnnxExportTest {

  /** Of a value at the most, or of 1 where that is more. */
  private static final float CLOSE = 1e-5f;

  @TempDir
  private Path folder;

  private TrainedModel model(Variant variant, String shape, Map<String, String> more) {
    return model(variant, shape, List.of(), more);
  }

  private TrainedModel model(
      Variant variant, String shape, List<String> names, Map<String, String> more) {
    Map<String, String> metadata = new HashMap<>(
        Map.of("ockham.recipe", variant.json(3), "ockham.input", shape, "commit", "abc"));
    List<String> known = names.isEmpty()
        ? Stream.iterate(0, i -> i + 1).limit(10).map(i -> "c" + i).toList()
        : names;
    metadata.put(
        variant.task() == Task.CLASSIFICATION ? "ockham.classes" : "ockham.outputs",
        JsonMapper.shared().writeValueAsString(known));
    metadata.putAll(more);
    Path file = folder.resolve("model.safetensors");
    long[] sizes = Stream.of(shape.split("x")).mapToLong(Long::parseLong).toArray();
    Layer network = variant.model().build(sizes, known.size()).initialize(1);
    Safetensors.write(file, network.stateDict(), metadata);
    return TrainedModel.read(file);
  }

  private Variant variant(String yaml) throws IOException {
    return Recipe.read(Files.writeString(folder.resolve("recipe.yaml"), yaml)).variant();
  }

  @TestFactory
  Stream<DynamicTest> networksOfAllShippedRecipes() {
    Set<List<Object>> seen = new HashSet<>();
    return Recipe.shipped().stream()
        .flatMap(name -> Recipe.of(name).variants().stream())
        .filter(
            variant -> seen.add(List.of(variant.model(), variant.data().set().name())))
        .map(variant -> DynamicTest.dynamicTest(
            variant.recipe() + " " + variant.name(), () -> checkNetwork(variant)));
  }

  private static void checkNetwork(Variant variant) {
    long[] shape = variant.data().inputShape();
    int outputs = variant.data().outputs();
    Layer network = variant.network().initialize(1);
    Graph graph = Graph.opset(Graph.OPSET);
    long[] batch = new long[shape.length + 1];
    System.arraycopy(shape, 0, batch, 1, shape.length);
    batch[0] = Graph.FREE;
    graph.output("values", network.apply(graph.input("x", DType.FLOAT32, batch)));
    graph.output(
        "names",
        graph.constant(IntStream.range(0, outputs).mapToObj(Integer::toString).toList()));
    try (Model model = Model.of(graph.toBytes())) {
      checkNumbers(network, shape, model);
    }
  }

  private static void assertClose(float given, double expected) {
    assertThat((double) given).isCloseTo(expected, within(CLOSE * Math.max(1, Math.abs(expected))));
  }

  private static void checkNumbers(Layer network, long[] shape, Model model) {
    long[] batch = new long[shape.length + 1];
    System.arraycopy(shape, 0, batch, 1, shape.length);
    network.eval();
    try (NoGrad off = NoGrad.on()) {
      for (long n : new long[] {1, 3}) {
        batch[0] = n;
        Tensor x = Tensor.randn(Generator.seeded(n), batch);
        float[] expected = network.apply(x).toFloats();
        List<Float> given = model.predict(FloatBuffer.wrap(x.toFloats())).stream()
            .flatMap(each -> each.numbers().stream())
            .toList();
        assertThat(given).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
          assertClose(given.get(i), expected[i]);
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> trainedModelsOfAllShippedRecipes() {
    List<Change> brief = List.of(
        Change.of("data.limit", "200", "a test"),
        Change.of("data.testLimit", "50", "a test"),
        Change.of("train.epochs", "1", "a test"),
        Change.of("train.validateEvery", "1", "a test"));
    Set<List<Object>> seen = new HashSet<>();
    return Recipe.shipped().stream()
        .flatMap(name -> Recipe.of(name).quick().with(brief).variants().stream())
        .filter(variant -> seen.add(List.of(variant.model(), variant.data())))
        .map(variant -> DynamicTest.dynamicTest(
            variant.recipe() + " " + variant.name(), () -> checkTrained(variant)));
  }

  private void checkTrained(Variant variant) throws IOException {
    Path run = folder.resolve(variant.recipe() + "-" + variant.name());
    NamedSet data = variant.data().open(TinyRecipe.nowhere(folder));
    new Run(Experiment.of(variant, 0, data)).execute(RunDirectory.at(run), "a test", result -> {});
    TrainedModel trained = TrainedModel.read(run.resolve("model.safetensors"));
    try (Model model = Model.of(OnnxExport.STANDARD.write(trained).toBytes())) {
      if (model.takesImages()) {
        checkPicture(trained, model, drawn(28, 28, BufferedImage.TYPE_BYTE_GRAY, false), CLOSE);
        checkPicture(trained, model, drawn(57, 40, BufferedImage.TYPE_3BYTE_BGR, true), CLOSE);
      } else if (trained.rows() != null) {
        Path csv = folder.resolve("rows.csv");
        if (data instanceof TableSet table) {
          table.testRows().write(csv);
        } else {
          Files.writeString(csv, "x1,x2\n-1,1\n0.5,0.25\n1,-0.75\n");
          trained.note(trained.calibrated(data, 0.6));
          checkSets(TrainedModel.read(run.resolve("model.safetensors")), csv);
        }
        checkRows(trained, model, csv);
      } else {
        checkNumbers(trained.network(), trained.inputShape(), model);
      }
    }
  }

  private static void checkSets(TrainedModel calibrated, Path csv) throws IOException {
    Column expected = calibrated.predict(csv).column("set(class)");
    try (Model model = Model.of(OnnxExport.STANDARD.write(calibrated).toBytes())) {
      List<org.ockham.predict.Prediction> given =
          model.predict(maps(Csv.standard().read(csv)));
      for (int i = 0; i < given.size(); i++) {
        assertThat(String.join(", ", given.get(i).set().orElseThrow())).isEqualTo(expected.text(i));
      }
    }
  }

  private static void checkRows(TrainedModel trained, Model model, Path csv) {
    Table expected = trained.predict(csv);
    List<org.ockham.predict.Prediction> given =
        model.predict(maps(Csv.standard().read(csv)));
    assertThat(given).hasSize(expected.size());
    for (int j = 0; j < trained.classes().size(); j++) {
      String name = trained.classes().get(j);
      String probability = "p(" + name + ")";
      Column numbers = expected.column(expected.has(probability) ? probability : name);
      for (int i = 0; i < given.size(); i++) {
        assertClose(given.get(i).numbers().get(j), numbers.number(i));
      }
    }
  }

  private void checkPicture(TrainedModel trained, Model model, BufferedImage image, float close)
      throws IOException {
    Path file = folder.resolve("image.png");
    ImageIO.write(image, "png", file.toFile());
    Picture picture = trained.picture(file);
    Prediction expected = trained.predict(picture);
    org.ockham.predict.Prediction given = model.predict(ImageIO.read(file.toFile()));
    assertThat(given.names()).isEqualTo(expected.classes());
    for (int i = 0; i < given.numbers().size(); i++) {
      assertThat(given.numbers().get(i)).isCloseTo(expected.probabilities().get(i), within(close));
    }
    assertThat(given.best()).isEqualTo(expected.best());
    assertThat(given.set()).isEmpty();
  }

  /** The mean of its border is half in floats, and more than that in doubles. */
  private static BufferedImage chequered() {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 1600; i++) {
      image.getRaster().setSample(i % 40, i / 40, 0, 127 + (i % 40 + i / 40) % 2);
    }
    image.getRaster().setSamples(10, 10, 6, 20, 0, new int[120]);
    return image;
  }

  private static BufferedImage drawn(int width, int height, int type, boolean bright) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(bright ? Color.WHITE : Color.BLACK);
    graphics.fillRect(0, 0, width, height);
    Random random = new Random(width * 31L + height);
    for (int i = 0; i < 6; i++) {
      graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
      graphics.fillOval(
          width / 5 + random.nextInt(width / 2),
          height / 5 + random.nextInt(height / 2),
          1 + width / 5,
          1 + height / 4);
    }
    graphics.dispose();
    return image;
  }

  @Test
  void greyImagesAreFittedAsTheyAreHere() throws IOException {
    for (String transforms : List.of(
        "[]",
        "[{kind: center-crop, height: 20, width: 22}, {kind: normalize, mean: 0.2, std: 0.3}]")) {
      Variant variant = variant("""
          data: {set: glyphs, transforms: %s}
          model: {kind: mlp, hidden: [8], norm: batch}
          optimizer: {kind: sgd, lr: 0.1}
          train: {epochs: 1, batch: 8}
          """.formatted(transforms));
      TrainedModel trained =
          model(variant, transforms.equals("[]") ? "1x28x28" : "1x20x22", Map.of());
      try (Model model = Model.of(OnnxExport.STANDARD.write(trained).toBytes())) {
        assertThat(model.takesImages()).isTrue();
        assertThat(model.columns()).isEmpty();
        assertThat(model.metadata()).containsEntry("commit", "abc").containsKey("ockham.recipe");
        checkPicture(trained, model, drawn(28, 28, BufferedImage.TYPE_BYTE_GRAY, false), CLOSE);
        checkPicture(trained, model, drawn(28, 28, BufferedImage.TYPE_INT_RGB, true), CLOSE);
        checkPicture(trained, model, drawn(57, 40, BufferedImage.TYPE_3BYTE_BGR, true), CLOSE);
        checkPicture(trained, model, drawn(13, 90, BufferedImage.TYPE_INT_ARGB, false), CLOSE);
        checkPicture(trained, model, drawn(5, 5, BufferedImage.TYPE_INT_RGB, false), CLOSE);
        checkPicture(trained, model, chequered(), CLOSE);
        checkPicture(trained, model, new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), CLOSE);
      }
    }
  }

  private static long megabytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElseThrow();
    }
  }

  /** While it is fitted it takes some 700 MB. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatALargePictureTookIsGivenBack() throws IOException {
    Variant variant = variant("""
        data: {set: glyphs}
        model: {kind: mlp, hidden: [8]}
        optimizer: {kind: sgd, lr: 0.1}
        train: {epochs: 1, batch: 8}
        """);
    try (Model model =
        Model.of(OnnxExport.STANDARD.write(model(variant, "1x28x28", Map.of())).toBytes())) {
      BufferedImage large = new BufferedImage(4_400, 4_400, BufferedImage.TYPE_BYTE_GRAY);
      model.predict(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY));
      long before = megabytes();
      assertThat(model.predict(large).names()).hasSize(10);
      // What Java itself took for the pixels is given back when it likes.
      assertThat(megabytes() - before).isLessThan(300);
    }
  }

  @Test
  void coloursAreFittedAsTheyAreHere() throws IOException {
    Variant variant = variant("""
        data: {set: cifar10, transforms: [{kind: normalize, mean: [0.5, 0.4, 0.45], std: [0.25, 0.2, 0.3]}]}
        model: {kind: cnn, channels: [4, 6], hidden: [12]}
        optimizer: {kind: sgd, lr: 0.1}
        train: {epochs: 1, batch: 8}
        """);
    TrainedModel trained = model(variant, "3x32x32", Map.of());
    try (Model model = Model.of(OnnxExport.STANDARD.write(trained).toBytes())) {
      checkPicture(trained, model, drawn(32, 32, BufferedImage.TYPE_3BYTE_BGR, true), CLOSE);
    }
  }

  /** Pixel by pixel. Of noise of two colours many means lie between two bytes, and the last bit of a sum would tell which it becomes. */
  @Test
  void resizedColoursAreTheSameBytes() throws IOException {
    ImageShape to = new ImageShape(3, 32, 32);
    Graph graph = Graph.opset(Graph.OPSET);
    graph.output(
        "values",
        ImageFitting.fitted(
                graph.input("image", DType.UINT8, Graph.FREE, Graph.FREE, Graph.FREE, 3), to, true)
            .flatten(1));
    graph.output(
        "names",
        graph.constant(IntStream.range(0, to.size()).mapToObj(i -> "p" + i).toList()));
    Random random = new Random(9);
    Path file = folder.resolve("noise.png");
    try (Model model = Model.of(graph.toBytes())) {
      for (int i = 0; i < 40; i++) {
        BufferedImage noise = new BufferedImage(
            9 + random.nextInt(120), 9 + random.nextInt(120), BufferedImage.TYPE_INT_RGB);
        int bound = i % 2 == 0 ? 1 << 24 : 2;
        for (int at = 0; at < noise.getWidth() * noise.getHeight(); at++) {
          noise.setRGB(at % noise.getWidth(), at / noise.getWidth(), random.nextInt(bound));
        }
        ImageIO.write(noise, "png", file.toFile());
        float[] expected = Picture.read(file, to, List.of()).values();
        List<Float> given = model.predict(noise).numbers();
        for (int p = 0; p < expected.length; p++) {
          assertThat(Math.round(255 * given.get(p)))
              .as("pixel %d of picture %d", p, i)
              .isEqualTo(Math.round(255 * expected[p]));
        }
      }
    }
  }

  /** Who asks from another language may collect what there is, and find nothing. */
  @Test
  void ofNoImagesThereAreNoAnswers() throws IOException, OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    for (Map.Entry<String, String> each :
        Map.of("glyphs", "1x28x28", "cifar10", "3x32x32").entrySet()) {
      Variant variant = variant("""
          data: {set: %s}
          model: {kind: cnn, channels: [4], hidden: [12]}
          optimizer: {kind: sgd, lr: 0.1}
          train: {epochs: 1, batch: 8}
          """.formatted(each.getKey()));
      byte[] file =
          OnnxExport.STANDARD.write(model(variant, each.getValue(), Map.of())).toBytes();
      try (OrtSession session = environment.createSession(file);
          OnnxTensor none = OnnxTensor.createTensor(
              environment,
              ByteBuffer.allocateDirect(0),
              new long[] {0, 40, 50, 3},
              OnnxJavaType.UINT8);
          OrtSession.Result result =
              session.run(Map.of("image", none), Set.of("probabilities", "class"))) {
        assertThat(((TensorInfo) result.get("probabilities").orElseThrow().getInfo()).getShape())
            .containsExactly(0, 10);
        assertThat(((TensorInfo) result.get("class").orElseThrow().getInfo()).getShape())
            .containsExactly(0);
      }
    }
  }

  @Test
  void transformsWithoutAFormAreRefusedAndTheNetworkAloneIsWritten() throws IOException {
    Variant variant = variant("""
        data: {set: glyphs, transforms: [{kind: resize, size: [14, 14]}]}
        model: {kind: mlp, hidden: [8]}
        optimizer: {kind: sgd, lr: 0.1}
        train: {epochs: 1, batch: 8}
        """);
    TrainedModel trained = model(variant, "1x14x14", Map.of());
    assertThatThrownBy(() -> OnnxExport.STANDARD.write(trained))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "the model's images are changed by Resize, which has no form in ONNX: export the network"
                + " alone, and give it images that are changed so");
    try (Model model = Model.of(new OnnxExport(17, true).write(trained).toBytes())) {
      assertThat(model.takesImages()).isFalse();
      assertThat(model.predict(FloatBuffer.allocate(2 * 14 * 14))).hasSize(2);
      assertThatThrownBy(() -> model.predict(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB)))
          .isInstanceOf(PredictException.class)
          .hasMessage("the model takes no images: it takes [x: FLOAT of shape [-1, 1, 14, 14]]");
    }
  }

  // ------------------------------------------------------------------------------------------
  // rows

  private static final String ROWS = """
      size,rooms,district,built,grade,price
      81.5,3,north,2001-05-02,a,100
      ,2,south,1990-01-31,b,80
      120,,east,2015-12-01,a,210
      60,1,,1960-02-02,c,55
      75.25,2,north,,b,90
      """;

  private static List<Map<String, Object>> maps(Table table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (Column column : table.columns()) {
        row.put(column.name(), cell(column, i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static @Nullable Object cell(Column column, int row) {
    if (column.isMissing(row)) {
      return null;
    } else if (column.type() == ColumnType.INTEGER) {
      return (long) column.number(row);
    } else if (column.type() == ColumnType.DECIMAL) {
      return column.number(row);
    }
    return column.type().isDate()
        ? java.time.LocalDateTime.parse(column.text(row))
        : column.text(row);
  }

  @Test
  void rowsAreEncodedAsTheyAreHere() throws IOException {
    Table table = Csv.standard().read(Files.writeString(folder.resolve("rows.csv"), ROWS));
    for (Preparation preparation : List.of(
        Preparation.of(Target.value("price").standardized()),
        Preparation.of(Target.value("price"))
            .column("district", OneHotEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE))
            .column("grade", OrdinalEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE))
            .column("rooms", EmbeddingEncoder.standard())
            .column("size", OneHotEncoder.standard())
            .column("built", OrdinalEncoder.standard()))) {
      checkEncoded(preparation.fit(table), table, 0);
    }
  }

  @Test
  void categoriesThatTrainingDidNotHaveAreEncodedAsTheyAreHere() throws IOException {
    Table table = Csv.standard().read(Files.writeString(folder.resolve("rows.csv"), ROWS));
    Preparation preparation = Preparation.of(Target.value("price"))
        .column("size", OrdinalEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE))
        .column("rooms", OneHotEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE))
        .column("district", OneHotEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE))
        .column("grade", EmbeddingEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE));
    Table others = Csv.standard().read(Files.writeString(folder.resolve("others.csv"), """
        size,rooms,district,built,grade,price
        1.5,9,moon,2001-05-02,z,1
        60,3,,1960-02-02,,1
        120,,north,2015-12-01,c,1
        """));
    checkEncoded(preparation.fit(table), others, 0);
  }

  /** Names that the graph gives to what it computes, and one that an output has. */
  @Test
  void columnsMayBeCalledAsOperatorsAre() throws IOException {
    Table table = Csv.standard().read(Files.writeString(folder.resolve("rows.csv"), """
        texts,constant,IsNaN,Where,Cast,LabelEncoder,Where/Sub,class
        1.5,a,1,2,x,3.5,1,100
        2.5,b,,5,y,7.5,2,200
        """));
    checkEncoded(Preparation.of(Target.value("class")).fit(table), table, 0);
    FittedPreparation taken = Preparation.of(Target.value("texts")).fit(table);
    Graph graph = Graph.opset(17);
    RowEncoding.encoded(graph, taken);
    assertThatThrownBy(() -> graph.output("class", graph.constant(List.of("a"))))
        .isInstanceOf(OnnxException.class)
        .hasMessage("'class' would be the name of two inputs or outputs: give the column another"
            + " name");
  }

  @Test
  void manyCategoriesMakeASmallFile() throws IOException {
    StringBuilder rows = new StringBuilder("town,price\n");
    IntStream.range(0, 3000).forEach(i -> rows.append("town").append(i).append(",1\n"));
    Table table = Csv.standard().read(Files.writeString(folder.resolve("towns.csv"), rows));
    FittedPreparation fitted = Preparation.of(Target.value("price"))
        .column("town", OneHotEncoder.standard())
        .fit(table);
    Graph graph = Graph.opset(17);
    graph.output("values", RowEncoding.encoded(graph, fitted));
    assertThat(graph.toBytes()).hasSizeLessThan(200_000); // as an identity, 36 MB
    checkEncoded(fitted, table.rows(0, 2, 2999), 0);
  }

  /** On, beside, between and beyond the quantiles, of which some are equal. */
  @Test
  void quantilesAreFoundAsTheyAreHere() throws IOException {
    StringBuilder train = new StringBuilder("x,price\n");
    StringBuilder asked = new StringBuilder("x,price\n,0\n-1.7e308,0\n1.7e308,0\n");
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      double value = i % 4 == 0 ? random.nextInt(5) : 4 * random.nextGaussian();
      train.append(i % 50 == 7 ? "" : Double.toString(value)).append(",1\n");
      for (double each :
          new double[] {value, Math.nextUp(value), Math.nextDown(value), value + 1e-3, 2 * value}) {
        asked.append(each).append(",0\n");
      }
    }
    Table table =
        Csv.standard().read(Files.writeString(folder.resolve("train.csv"), train.toString()));
    Table rows =
        Csv.standard().read(Files.writeString(folder.resolve("rows.csv"), asked.toString()));
    Table one = table.rows(0, 0); // so that all quantiles are equal
    for (QuantileTransformer.Distribution to : QuantileTransformer.Distribution.values()) {
      for (int count : new int[] {2, 7, 1000}) {
        Preparation preparation = Preparation.of(Target.value("price"))
            .numeric(Numeric.of(new QuantileTransformer(count, to)));
        checkEncoded(preparation.fit(table), rows, CLOSE);
        checkEncoded(preparation.fit(one), rows, CLOSE);
      }
    }
  }

  /** In a batch, and the last row alone. */
  private static void checkEncoded(FittedPreparation fitted, Table rows, float close) {
    Graph graph = Graph.opset(17);
    graph.output("values", RowEncoding.encoded(graph, fitted));
    graph.output("names", graph.constant(fitted.inputNames()));
    Dataset expected = fitted.inputs(rows);
    int last = rows.size() - 1;
    try (Model model = Model.of(graph.toBytes())) {
      List<org.ockham.predict.Prediction> given = model.predict(maps(rows));
      assertThat(model.predict(maps(rows).get(last)).numbers())
          .isEqualTo(given.get(last).numbers());
      for (int i = 0; i < rows.size(); i++) {
        float[] inputs = expected.sample(i).input();
        assertThat(given.get(i).numbers()).hasSize(inputs.length);
        for (int j = 0; j < inputs.length; j++) {
          assertThat(given.get(i).numbers().get(j))
              .as(fitted.inputNames().get(j) + " of row " + i)
              .isCloseTo(inputs[j], within(close));
        }
      }
    }
  }

  @Test
  void tablesAnswerInTheTargetsUnitsAndNameWhatIsWrong() throws IOException {
    Path csv = Files.writeString(folder.resolve("rows.csv"), ROWS);
    Table table = Csv.standard().read(csv);
    FittedPreparation fitted =
        Preparation.of(Target.value("price").standardized()).fit(table);
    Variant variant = variant("""
        task: regression
        data: {set: csv, table: {file: '%s', target: price}, train: 0.75, validation: 0.25}
        model: {kind: mlp, hidden: [6]}
        optimizer: {kind: adam, lr: 0.02}
        train: {epochs: 15, batch: 50}
        """.formatted(csv));
    TrainedModel trained = model(
        variant,
        Integer.toString(fitted.width()),
        List.of("price"),
        Map.of(FittedPreparation.METADATA, fitted.toJson()));
    try (Model model = Model.of(OnnxExport.STANDARD.write(trained).toBytes())) {
      assertThat(model.columns()).containsExactly("size", "rooms", "district", "grade");
      checkRows(trained, model, csv);
      List<Map<String, Object>> rows = maps(table);
      org.ockham.predict.Prediction first = model.predict(rows.get(0));
      assertThat(first.values().get("price")).isGreaterThan(10); // no standard deviations
      assertThatThrownBy(first::best).isInstanceOf(IllegalStateException.class);
      rows.get(0).put("district", "moon");
      assertThatThrownBy(() -> model.predict(rows.get(0)))
          .isInstanceOf(PredictException.class)
          .hasMessage("column 'district' has a category that the model does not know:"
              + " give one that it was trained with")
          .extracting(refused -> ((PredictException) refused).kind())
          .isEqualTo(PredictException.Kind.INPUT);
      rows.get(1).remove("rooms");
      assertThatThrownBy(() -> model.predict(rows.get(1)))
          .isInstanceOf(PredictException.class)
          .hasMessageContaining("lacks the column 'rooms'");
    }
  }

  /** ONNX Runtime's Java passes on and gives back other texts than these. */
  @Test
  void textsBeyondTheBasicPlaneArriveOrAreRefused() throws IOException {
    List<String> names = List.of("\ud83d\ude00yes", "n\u00f6\nn", "a\\u0041", "\uffe6", "", "z\0");
    Variant variant = variant("""
        data: {set: points-moons}
        model: {kind: mlp, hidden: [4]}
        optimizer: {kind: sgd, lr: 0.1}
        train: {epochs: 1, batch: 8}
        """);
    TrainedModel trained = model(variant, "2", names, Map.of());
    try (Model model = Model.of(OnnxExport.STANDARD.write(trained).toBytes())) {
      org.ockham.predict.Prediction given = model.predict(Map.of("x1", 1, "x2", 2));
      assertThat(given.names()).isEqualTo(names);
      assertThat(
              JsonMapper.shared().readValue(model.metadata().get("ockham.classes"), String[].class))
          .containsExactlyElementsOf(names);
    }
    String words = " has a character beyond U+FFFF, or U+0000, which ONNX Runtime's Java cannot"
        + " pass on: replace it in the data before training";
    for (String header : List.of("town", "t\ud83d\ude00")) {
      Table table =
          Csv.standard().read(Files.writeString(folder.resolve("towns.csv"), header + """
          ,price
          north,1
          \ud83d\ude00,2
          """));
      FittedPreparation fitted = Preparation.of(Target.value("price"))
          .column(header, OneHotEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE))
          .fit(table);
      assertThatThrownBy(() -> RowEncoding.encoded(Graph.opset(17), fitted))
          .isInstanceOf(OnnxException.class)
          .hasMessage((header.equals("town")
                  ? "column 'town': its category '\ud83d\ude00'"
                  : "column '" + header + "'")
              + words);
    }
    Table plain = Csv.standard().read(Files.writeString(folder.resolve("towns.csv"), """
        town,price
        north,1
        south,2
        """));
    Table asked = Csv.standard().read(Files.writeString(folder.resolve("asked.csv"), """
        town,price
        \ud83d\ude00,1
        north\ud83d\ude00,2
        """));
    Preparation preparation = Preparation.of(Target.value("price"))
        .column("town", OneHotEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE));
    checkEncoded(preparation.fit(plain), asked, 0);
  }
}
