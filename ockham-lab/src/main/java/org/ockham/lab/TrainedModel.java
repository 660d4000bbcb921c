package org.ockham.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.augment.ImageShape;
import org.ockham.augment.Transform;
import org.ockham.data.Dataset;
import org.ockham.data.NamedSet;
import org.ockham.data.Targets;
import org.ockham.data.table.Column;
import org.ockham.data.table.ColumnType;
import org.ockham.data.table.Csv;
import org.ockham.data.table.FittedColumn;
import org.ockham.data.table.FittedNumeric;
import org.ockham.data.table.FittedPreparation;
import org.ockham.data.table.FittedScaler;
import org.ockham.data.table.FittedTarget;
import org.ockham.data.table.Table;
import org.ockham.data.table.TableSet;
import org.ockham.data.table.TextColumn;
import org.ockham.file.Excerpt;
import org.ockham.lab.recipe.DataPlan;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Task;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.tensor.Engine;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;
import org.ockham.train.Metrics;
import org.ockham.train.Regressor;
import org.ockham.train.Trainer;
import org.ockham.train.TrainingModule;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A network read from a model file, ready to be used. A file that a run wrote says itself what it is; one from elsewhere
 * (PyTorch's weights of the same names) needs a variant of a recipe that does.
 */
public final class TrainedModel {

  private final Path file;
  private final Variant variant;
  private final long seed;
  private final long[] inputShape;
  private final List<String> classes;
  private final @Nullable FittedPreparation preparation;
  private final Map<String, String> metadata;
  private final @Nullable Calibration calibration;
  private final Layer network;

  /** The data that it was last found to be trained on, which to hash takes time. */
  private @Nullable NamedSet judged;

  private TrainedModel(
      Path file,
      Variant variant,
      long seed,
      long[] inputShape,
      List<String> classes,
      @Nullable FittedPreparation preparation,
      Map<String, String> metadata,
      Layer network) {
    this.file = file;
    this.variant = variant;
    this.seed = seed;
    this.inputShape = inputShape;
    this.classes = List.copyOf(classes);
    this.preparation = preparation;
    this.metadata = Map.copyOf(metadata);
    this.calibration =
        variant.task() == Task.CLASSIFICATION ? Calibration.in(file, metadata) : null;
    this.network = network;
  }

  /**
   * Reads a model file that says what it is.
   *
   * @throws LabException if it does not, or contradicts itself
   */
  public static TrainedModel read(Path file) {
    Engine.check();
    Safetensors content = Safetensors.read(file);
    String json = content.metadata().get(RunDirectory.RECIPE_KEY);
    if (json == null) {
      throw new LabException(
          file
              + ": does not say which network it holds: name the recipe of the same network with --recipe.");
    }
    Recipe recipe = Recipe.ofJson(file + " (metadata ockham.recipe)", json);
    return load(
        file,
        content,
        recipe.variant(),
        recipe.seeds().get(0),
        inputShape(file, content),
        outputs(file, content, recipe.variant().task()),
        preparation(content));
  }

  /**
   * Reads the weights of a variant's network for this data, whatever the file says of itself.
   *
   * @throws LabException if they do not fit
   */
  public static TrainedModel read(Path file, Variant variant, long seed) {
    Engine.check();
    Safetensors content = Safetensors.read(file);
    return load(
        file,
        content,
        variant,
        seed,
        variant.data().inputShape(),
        Targets.classes(variant.data().outputs()).names(),
        preparation(content));
  }

  private static TrainedModel load(
      Path file,
      Safetensors content,
      Variant variant,
      long seed,
      long[] inputShape,
      List<String> classes,
      @Nullable FittedPreparation preparation) {
    if (preparation != null
        && (inputShape.length != 1
            || inputShape[0] != preparation.width()
            || classes.size() != width(preparation))) {
      throw new LabException(file + ": takes inputs of shape " + Arrays.toString(inputShape)
          + " and has " + classes.size() + " outputs, but its preparation makes "
          + preparation.width() + " inputs of a row and wants " + width(preparation)
          + " outputs: it contradicts itself.");
    }
    Supplier<Layer> architecture = () -> variant.model().build(inputShape, classes.size());
    Layer network;
    try {
      Layer.checkState(architecture, content.tensors());
      network = architecture.get().load(content.tensors());
    } catch (IllegalArgumentException | EngineException e) {
      throw new LabException(
          LabException.Kind.BAD,
          file + ": " + e.getMessage() + "; the network is variant " + variant.name()
              + " of recipe " + variant.recipe() + ".",
          e);
    }
    network.eval();
    return new TrainedModel(
        file, variant, seed, inputShape, classes, preparation, content.metadata(), network);
  }

  /** What it was trained by. */
  public Variant variant() {
    return variant;
  }

  /** The seed it was trained with, which says what was training data. */
  public long seed() {
    return seed;
  }

  /** The shape of one input. */
  public long[] inputShape() {
    return inputShape.clone();
  }

  /** The names of the classes; of the labels, or of the value, if it tells no classes apart. */
  public List<String> classes() {
    return classes;
  }

  /** What its rows are encoded by, and what its answers mean; null for a network of images or points. */
  public @Nullable FittedPreparation preparation() {
    return preparation;
  }

  /** What its file says of itself, word for word. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** What makes its probabilities mean what they say; null if it was not calibrated. */
  public @Nullable Calibration calibration() {
    return calibration;
  }

  /** What outputs are divided by before they become probabilities; 1 changes no bit of them. */
  private double temperature() {
    return calibration == null ? 1 : calibration.temperature();
  }

  /**
   * Calibrates it on what was validation data in its training.
   *
   * @param data of its training
   * @param coverage how often the right class is to be in the set of an input
   * @throws LabException if it tells no classes apart, or these are other data, or there is too little of them
   */
  public Calibration calibrated(NamedSet data, double coverage) {
    if (variant.task() != Task.CLASSIFICATION) {
      throw new LabException(file + ": is a model for " + variant.task().word()
          + ", but only one that tells classes apart is calibrated.");
    }
    Dataset validation = validation(data);
    float[][] rows = new float[validation.size()][];
    try (Tensor outputs = outputs(validation)) {
      float[] values = outputs.toFloats();
      int width = classes.size();
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
      }
    }
    return Calibration.of(rows, labels(validation), coverage, seed);
  }

  /**
   * How far its probabilities mean what they say.
   *
   * @param calibration its own, or one that is to become it
   * @param images of its classes
   * @param test whether on the test images; else on those that were validation data in its training
   * @throws LabException if they are asked of other data than it was trained on
   */
  public Reliability reliability(Calibration calibration, NamedSet images, boolean test) {
    Dataset part = part(images, test);
    try (Tensor outputs = outputs(part)) {
      return Reliability.of(calibration, outputs, labels(part));
    }
  }

  private Tensor outputs(Dataset data) {
    return Trainer.builder().seed(seed).build().predict(Regressor.of(network), data);
  }

  private static int[] labels(Dataset data) {
    return IntStream.range(0, data.size()).map(data::label).toArray();
  }

  /** Writes into its file how it is calibrated; the rest of the file stays as it is. */
  public void note(Calibration calibration) {
    try (Scope scope = Scope.open()) {
      Map<String, String> all = new LinkedHashMap<>(metadata);
      all.putAll(calibration.metadata());
      Safetensors.write(file, Safetensors.read(file).tensors(), all);
    }
  }

  /** What rows it takes: those of a table, or points; null if it takes none. */
  public @Nullable FittedPreparation rows() {
    boolean takesPoints = inputShape.length == 1 && variant.task() == Task.CLASSIFICATION;
    return preparation == null && takesPoints ? ofPoints() : preparation;
  }

  /** How many outputs a network of such rows has. */
  static int width(FittedPreparation preparation) {
    return outputs(preparation).size();
  }

  /** What its outputs are called. */
  static List<String> outputs(FittedPreparation preparation) {
    return preparation.target() instanceof FittedTarget.Category classes
        ? classes.names()
        : preparation.target().columns();
  }

  /** The network, in evaluation mode. */
  public Layer network() {
    return network;
  }

  /**
   * Measures it on data.
   *
   * @param test whether on the test images; else on those that were validation data in its training
   * @throws LabException if they are asked of other data than it was trained on
   */
  public Metrics evaluate(NamedSet images, boolean test) {
    return measure(part(images, test), test);
  }

  /** The test data or the validation data, which must be fit for its network. */
  private Dataset part(NamedSet images, boolean test) {
    FittedPreparation known = preparation;
    if (images instanceof TableSet table && known != null) {
      return test ? known.dataset(table.testRows()) : validation(images);
    }
    Dataset tested = variant.data().evaluated(images.test());
    long[] shape = tested.inputShape();
    int count = DataPlan.outputs(tested.targets());
    boolean isOfTask =
        tested.targets() instanceof Targets.Classes == (variant.task() == Task.CLASSIFICATION);
    if (!Arrays.equals(shape, inputShape) || count != classes.size() || !isOfTask) {
      throw new LabException(file + ": takes inputs of shape " + Arrays.toString(inputShape)
          + " and knows " + classes.size() + " classes, but " + images.name() + " has "
          + Arrays.toString(shape) + " and " + (isOfTask ? count : 0) + ".");
    }
    return test ? tested : validation(images);
  }

  /** Drawn from the data again: of others than those of its training, what was training data would be among it. */
  private Dataset validation(NamedSet data) {
    Provenance provenance = Provenance.of(metadata);
    if (provenance.knowsData() && data != judged) {
      provenance.checkData(file, data);
      judged = data;
    }
    FittedPreparation known = preparation;
    return data instanceof TableSet table && known != null
        ? known.dataset(table.validationRows(seed, variant.data().shares()))
        : variant.data().split(data, seed).validation();
  }

  private Metrics measure(Dataset data, boolean test) {
    Trainer trainer = Trainer.builder().seed(seed).build();
    Task task = variant.task();
    double unit = preparation != null && preparation.target() instanceof FittedTarget.Value value
        ? value.scale()
        : 1;
    TrainingModule module = variant.completed(
        task.module(
            network, variant.optimizer(), task.loss(), unit, variant.data().labels()),
        classes.size());
    return test ? trainer.test(module, data) : trainer.validate(module, data);
  }

  /**
   * What it says of the rows of a CSV file, in which cells are separated as in the one that it was trained with: the target's column or columns in the target's own units, and probabilities where it has classes
   * or labels; of a calibrated model the classes in the set too, in a column {@code set(target)}. Points are given in the columns x1, x2 ….
   *
   * @throws org.ockham.data.DataException if the file cannot be read, or lacks a column
   * @throws LabException if the network takes no rows, or its answer is not a number
   */
  public Table predict(Path rows) {
    FittedPreparation known = rows();
    if (known == null) {
      throw new LabException(file + ": takes inputs of shape " + Arrays.toString(inputShape)
          + ", which are no rows of a table: give it images.");
    }
    Dataset inputs = known.inputs(
        known.read(Csv.standard().separator(variant.data().table().separator()), rows));
    try (Tensor outputs = outputs(inputs)) {
      for (float value : outputs.toFloats()) {
        if (Float.isNaN(value)) {
          throw noNumber();
        }
      }
      Table answers = known.predictions(outputs.div(temperature()));
      return calibration != null && known.target() instanceof FittedTarget.Category target
          ? answers.with(sets(answers, target, calibration))
          : answers;
    }
  }

  private static TextColumn sets(
      Table answers, FittedTarget.Category target, Calibration calibration) {
    List<Column> shares =
        target.names().stream().map(name -> answers.column("p(" + name + ")")).toList();
    return TextColumn.of(
        "set(" + target.column() + ")",
        IntStream.range(0, answers.size())
            .mapToObj(row -> calibration.set(
                target.names(),
                shares.stream().map(share -> (float) share.number(row)).toList()))
            .map(set -> String.join(", ", set))
            .toArray(String[]::new));
  }

  /** That of points: their coordinates as they are. */
  private FittedPreparation ofPoints() {
    List<FittedColumn> coordinates = new ArrayList<>();
    for (int i = 1; i <= inputShape[0]; i++) {
      coordinates.add(new FittedNumeric(
          "x" + i, ColumnType.DECIMAL, 0, false, new FittedScaler.Affine(0, 1, 0)));
    }
    return new FittedPreparation(
        coordinates, new FittedTarget.Category("class", classes), List.of());
  }

  private LabException noNumber() {
    return new LabException(
        file + ": its network does not answer with numbers: it is damaged or its training failed.");
  }

  /**
   * What it says of an image file.
   *
   * @throws LabException if the network's answer is not a number
   */
  public Prediction predict(Picture picture) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      Tensor input = Tensor.of(
          picture.values(), 1, picture.shape().channels(), picture.height(), picture.width());
      List<Float> probabilities = new ArrayList<>();
      for (float probability : Threads.computing(
          () -> network.apply(input).div(temperature()).softmax(1).toFloats())) {
        if (Float.isNaN(probability)) {
          throw noNumber();
        }
        probabilities.add(probability);
      }
      return Prediction.of(classes, probabilities, calibration);
    }
  }

  /**
   * An image file made fit for its input: as the images of its data are, and transformed as they were.
   *
   * @throws LabException if the file is no image, or the network takes none
   */
  public Picture picture(Path file) {
    List<Transform> transforms = variant.data().transforms();
    long[] raw = transforms.isEmpty()
        ? inputShape
        : variant.data().set().inputShape().stream().mapToLong(Long::longValue).toArray();
    if (raw.length != 3 || (raw[0] != 1 && raw[0] != 3)) {
      throw new LabException(this.file + ": takes inputs of shape " + Arrays.toString(inputShape)
          + ", but images are given to it as [1, height, width] or [3, height, width].");
    }
    Picture picture =
        Picture.read(file, new ImageShape((int) raw[0], (int) raw[1], (int) raw[2]), transforms);
    ImageShape made = picture.shape();
    if (!Arrays.equals(inputShape, new long[] {made.channels(), made.height(), made.width()})) {
      throw new LabException(this.file + ": takes inputs of shape " + Arrays.toString(inputShape)
          + ", but its transforms make " + made + " of an image: it contradicts itself.");
    }
    return picture;
  }

  private static long[] inputShape(Path file, Safetensors content) {
    String text = metadata(file, content.metadata(), "ockham.input");
    try {
      long[] shape =
          Arrays.stream(text.split("x", -1)).mapToLong(Long::parseLong).toArray();
      if (Arrays.stream(shape).anyMatch(size -> size < 1)
          || Arrays.stream(shape).reduce(1, Math::multiplyExact) > Integer.MAX_VALUE) {
        throw new NumberFormatException(text);
      }
      return shape;
    } catch (NumberFormatException | ArithmeticException e) {
      throw new LabException(
          LabException.Kind.BAD,
          file + ": its metadata ockham.input is '" + Excerpt.of(text)
              + "', but must be a shape such as 1x28x28.",
          e);
    }
  }

  private static @Nullable FittedPreparation preparation(Safetensors content) {
    String json = content.metadata().get(FittedPreparation.METADATA);
    return json == null ? null : FittedPreparation.fromJson(json);
  }

  private static List<String> outputs(Path file, Safetensors content, Task task) {
    String key = task == Task.CLASSIFICATION ? RunDirectory.CLASSES_KEY : RunDirectory.OUTPUTS_KEY;
    String text = metadata(file, content.metadata(), key);
    List<String> classes = List.of();
    try {
      classes = List.of(JsonMapper.shared().readValue(text, String[].class));
    } catch (JacksonException | NullPointerException e) {
      // It is refused below.
    }
    if (classes.isEmpty()) {
      throw new LabException(file + ": its metadata " + key + " is '" + Excerpt.of(text)
          + "', but must be a list of names.");
    }
    return classes;
  }

  private static String metadata(Path file, Map<String, String> metadata, String key) {
    @Nullable String value = metadata.get(key);
    if (value == null) {
      throw new LabException(file + ": lacks the metadata " + key
          + ": name the recipe of the same network with --recipe.");
    }
    return value;
  }
}
