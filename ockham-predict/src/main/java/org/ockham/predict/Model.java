package org.ockham.predict;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.ockham.predict.PredictException.Kind;

/**
 * A trained model that ONNX Runtime computes, with the preparation of its inputs: an image or a row goes in as it is, and is made what
 * those of training were by the file itself.
 *
 * <p>Safe for use by several threads at once, {@link #close} among them: it waits for the answers that are under way.
 */
public final class Model implements AutoCloseable {

  private static final String IMAGE = "image";
  private static final String NUMBERS = "x";
  static final String REMEDY = ": write it with ockham export --onnx";

  /** The runtime makes as many as it is told, and waits for each. */
  private static final int MOST_THREADS = 256;

  private final OrtEnvironment environment = Environment.get();
  private final OrtSession session;
  private final Map<String, String> metadata;
  private final Map<String, TensorInfo> inputs = new LinkedHashMap<>();
  private final Outputs outputs;
  private final List<Cells> cells = new ArrayList<>();

  /** Whoever asks holds it for reading, whoever closes for writing: a session that is freed while it computes ends the process. */
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;

  private Model(OrtSession session) throws OrtException {
    this.session = session;
    metadata = Map.copyOf(session.getMetadata().getCustomMetadata());
    for (NodeInfo input : session.getInputInfo().values()) {
      if (!(input.getInfo() instanceof TensorInfo tensor)) {
        throw new PredictException(
            Kind.MODEL, "the model's input '" + input.getName() + "' is no tensor" + REMEDY);
      }
      inputs.put(input.getName(), tensor);
    }
    if (takesImages() || takesNumbers()) {
      inputs.forEach(Model::checkSizes);
    } else {
      inputs.forEach(
          (name, info) -> cells.add(Cells.of(name, info, metadata.get("ockham.column." + name))));
    }
    outputs = Outputs.of(session, metadata.get(Names.METADATA));
  }

  /** The sizes of an image are its own; what else a batch is made of must be known. */
  private static void checkSizes(String name, TensorInfo input) {
    long[] shape = input.getShape();
    boolean fits = name.equals(IMAGE)
        ? shape.length == 4 && shape[3] == 3
        : shape.length > 1 && Arrays.stream(shape).skip(1).allMatch(size -> size > 0);
    if (!fits) {
      throw new PredictException(
          Kind.MODEL,
          "the model's input '" + name + "' is of shape "
              + Arrays.toString(shape) + ", but must be of "
              + (name.equals(IMAGE) ? "[n, height, width, 3]" : "[n, …] with all sizes but n known")
              + REMEDY);
    }
  }

  /**
   * Reads a file that {@code ockham export --onnx} wrote; one thread computes each answer. Weights that have a file of their own are
   * read from beside it, and from nowhere else.
   *
   * @throws PredictException if there is none, or it is none of these, or its weights are not there, or ONNX Runtime cannot be loaded here
   */
  public static Model read(Path file) {
    return read(file, 1);
  }

  /**
   * The same.
   *
   * @param threads how many compute one answer, 1 to 256; services that answer many at once do best with one
   * @throws IllegalArgumentException if they are fewer or more
   */
  public static Model read(Path file, int threads) {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException("threads is " + threads + ": it must lie between 1 and "
          + MOST_THREADS + ", and is best at 1 or the number of cores");
    }
    if (!Files.isRegularFile(file)) {
      throw new PredictException(
          Kind.MODEL, file + ": there is no such file: give one that ockham export wrote");
    }
    try (OrtSession.SessionOptions options = options(threads)) {
      return made(Environment.get().createSession(file.toString(), options));
    } catch (OrtException e) {
      throw refused(
          file + ": is no model",
          e,
          "a model that was exported with --external-data needs its second file, "
              + file.getFileName() + ".data, as it was written, beside it");
    }
  }

  /**
   * The same from bytes, such as a resource of the class path: of a model that is one file.
   *
   * @throws PredictException if they are no such file, or ONNX Runtime cannot be loaded here
   */
  public static Model of(byte[] content) {
    try (OrtSession.SessionOptions options = options(1)) {
      return made(Environment.get().createSession(content, options));
    } catch (OrtException e) {
      throw refused(
          "the bytes are no model",
          e,
          "a model that was exported with --external-data is read from its path, beside which its second file is found");
    }
  }

  /** The runtime's words for weights that are not where the model says depend on where it is when it misses them. */
  private static PredictException refused(String what, OrtException e, String ofExternalData) {
    String why = String.valueOf(e.getMessage()).strip();
    boolean external = why.contains("xternal data")
        || why.contains("External initializer")
        || why.contains("model_path");
    return new PredictException(
        Kind.MODEL, what + ": " + why + (external ? " (" + ofExternalData + ")" : ""), e);
  }

  private static Model made(OrtSession session) throws OrtException {
    try {
      return new Model(session);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static OrtSession.SessionOptions options(int threads) throws OrtException {
    // Before the runtime's own classes, each of which loads it, and knows nothing of C libraries.
    Environment.get();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // What goes wrong is thrown, in the same words.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  /**
   * What the file says of itself: by which recipe, on which data it was trained, and how it was calibrated. Characters beyond U+FFFF are
   * written as JSON may have them, <code>&#92;ud83d&#92;ude00</code>.
   */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Whether it takes images. */
  public boolean takesImages() {
    return inputs.size() == 1 && isOf(IMAGE, OnnxJavaType.UINT8);
  }

  /** The columns of its rows; none if it takes none. */
  public List<String> columns() {
    return cells.stream().map(Cells::name).toList();
  }

  private boolean takesNumbers() {
    return inputs.size() == 1 && isOf(NUMBERS, OnnxJavaType.FLOAT);
  }

  private boolean isOf(String name, OnnxJavaType type) {
    TensorInfo input = inputs.get(name);
    return input != null && input.type == type;
  }

  /**
   * What it says of an image of any size: it is fitted as the images of training were. Which way is up is up to the caller: a {@link
   * BufferedImage} does not keep what a camera noted of it.
   *
   * @throws PredictException if the model takes no images, or one of its sides has more than 65,535 pixels
   */
  public Prediction predict(BufferedImage image) {
    return predict(image, Orientation.UPRIGHT);
  }

  /**
   * What it says of an image file (PNG, JPEG, BMP, GIF, TIFF), turned as its EXIF orientation says, as those of training are.
   *
   * @param file its content
   * @throws PredictException if the model takes no images, or these bytes are none, a damaged one, one of more than 20 million pixels, or
   *     one with a side of more than 65,535
   */
  public Prediction predict(byte[] file) {
    checkTakesImages();
    Objects.requireNonNull(file, "file");
    return predict(ImageContent.decoded(file), Orientation.in(file));
  }

  private Prediction predict(BufferedImage image, Orientation orientation) {
    checkTakesImages();
    ImageContent.checkSides(image.getWidth(), image.getHeight());
    boolean swapped = orientation.swapsSides();
    long height = swapped ? image.getWidth() : image.getHeight();
    long width = swapped ? image.getHeight() : image.getWidth();
    return answer(given -> given.put(
            IMAGE,
            OnnxTensor.createTensor(
                environment,
                Pixels.of(image, orientation),
                new long[] {1, height, width, 3},
                OnnxJavaType.UINT8)))
        .get(0);
  }

  private void checkTakesImages() {
    if (!takesImages()) {
      throw takesNo("images");
    }
  }

  /** With the types of what it takes, for a name alone does not tell what was wrong. */
  private PredictException takesNo(String given) {
    List<String> taken = inputs.entrySet().stream()
        .map(input -> input.getKey() + ": " + input.getValue().type + " of shape "
            + Arrays.toString(input.getValue().getShape()))
        .toList();
    return new PredictException(
        Kind.INPUT, "the model takes no " + given + ": it takes " + Cells.named(taken));
  }

  /**
   * What it says of a row.
   *
   * @param row its cells by their columns' names: numbers, texts, dates ({@link java.time.LocalDate}, {@link
   *     java.time.LocalDateTime}), null where one is missing; columns that it does not know are not looked at
   * @throws PredictException if the model takes no rows, or the row lacks a column, or a cell is nothing for it
   */
  public Prediction predict(Map<String, ?> row) {
    return predict(List.of(row)).get(0);
  }

  /** The same for several rows at once, in their order; of none there are no answers. */
  public List<Prediction> predict(List<? extends Map<String, ?>> rows) {
    if (cells.isEmpty()) {
      throw takesNo("rows");
    }
    if (rows.isEmpty()) {
      return List.of();
    }
    return answer(given -> {
      for (Cells column : cells) {
        given.put(column.name(), column.tensor(environment, rows));
      }
    });
  }

  /**
   * What it says of inputs that are made already ({@code ockham export --onnx --network}), one behind the other.
   *
   * @param values from their position to their limit, which stay as they are; of any byte order
   * @throws PredictException if the model takes none, or these are not so many numbers as one or more whole inputs have
   */
  public List<Prediction> predict(FloatBuffer values) {
    TensorInfo input = inputs.get(NUMBERS);
    if (input == null || !takesNumbers()) {
      throw takesNo("bare numbers, which are one FLOAT input 'x'");
    }
    long[] shape = input.getShape();
    long each = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
    int count = values.remaining();
    if (count == 0 || count % each != 0) {
      throw new PredictException(
          Kind.INPUT,
          "there are " + count + " numbers, but an input of shape "
              + Arrays.toString(Arrays.copyOfRange(shape, 1, shape.length)) + " has " + each
              + ": give one or more whole inputs");
    }
    shape[0] = count / each;
    // The runtime reads memory as it lies, whatever order a buffer is of.
    FloatBuffer own =
        ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder()).asFloatBuffer();
    own.put(values.duplicate()).flip();
    return answer(given -> given.put(NUMBERS, OnnxTensor.createTensor(environment, own, shape)));
  }

  /**
   * The same for floats in bytes.
   *
   * @throws PredictException if they are not those of whole inputs
   * @throws IllegalArgumentException if the buffer is not of the machine's byte order, as it is unless it was told: nobody can see
   *     whether what it holds is
   */
  public List<Prediction> predict(ByteBuffer values) {
    if (values.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          "the buffer's byte order is " + values.order()
              + ", which is what Java gives it unless it is told: set order(ByteOrder.nativeOrder()) before it is filled, or give a FloatBuffer");
    }
    if (values.remaining() % Float.BYTES != 0) {
      throw new PredictException(
          Kind.INPUT,
          "there are " + values.remaining()
              + " bytes, but each number has 4: give one or more whole inputs");
    }
    return predict(values.duplicate().order(values.order()).asFloatBuffer());
  }

  /** Makes inputs, and puts down each by its name as soon as there is one: what is put down is closed, whatever becomes of the rest. */
  interface Inputs {
    void put(Map<String, OnnxTensor> given) throws OrtException;
  }

  /** Makes answers of what the runtime gives, which is closed then. */
  interface Answers {
    List<Prediction> of(OrtSession.Result result) throws OrtException;
  }

  private List<Prediction> answer(Inputs inputs) {
    Kind ofNone = takesImages() ? Kind.MODEL : Kind.INPUT;
    return answer(inputs, result -> outputs.predictions(result, ofNone));
  }

  List<Prediction> answer(Inputs inputs, Answers answers) {
    open.readLock().lock();
    try {
      return answerOpen(inputs, answers);
    } finally {
      open.readLock().unlock();
    }
  }

  private List<Prediction> answerOpen(Inputs inputs, Answers answers) {
    if (closed) {
      throw new PredictException(
          Kind.MODEL, "the model is closed: ask it before it is, or read it again");
    }
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try {
      inputs.put(given);
      try (OrtSession.RunOptions options = runOptions();
          OrtSession.Result result = session.run(given, options)) {
        return answers.of(result);
      }
    } catch (OrtException e) {
      throw refused(e);
    } catch (OutOfMemoryError e) {
      throw new PredictException(
          Kind.MACHINE, "Java has not enough memory for the answer: give it more with -Xmx", e);
    } finally {
      OnnxValue.close(given);
    }
  }

  /** What a large image took would otherwise stay taken for as long as the model is open. */
  private OrtSession.RunOptions runOptions() throws OrtException {
    OrtSession.RunOptions options = new OrtSession.RunOptions();
    if (takesImages()) {
      options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
    }
    return options;
  }

  /** Where a column's category must be known, an unknown one is a place that its codes do not have; the runtime tells in whose node. */
  private PredictException refused(OrtException failure) {
    String why = String.valueOf(failure.getMessage()).strip();
    if (why.contains("indices element out of data bounds")) {
      return cells.stream()
          .map(Cells::name)
          .filter(column -> why.contains("Name:'" + column + "/"))
          .max(Comparator.comparingInt(String::length))
          .map(column -> new PredictException(
              Kind.INPUT,
              "column '" + column + "' has a category that the model does not know:"
                  + " give one that it was trained with",
              failure))
          .orElseGet(() -> new PredictException(
              Kind.INPUT, "the model does not know a category of the input: " + why, failure));
    } else if (why.contains("Failed to allocate memory") || why.contains("bad_alloc")) {
      return new PredictException(
          Kind.MACHINE, "there is not enough memory for the answer: " + why, failure);
    }
    return new PredictException(Kind.MODEL, "the model cannot be computed: " + why, failure);
  }

  /** Frees it, when the answers that are under way have been given; what is asked of it then is refused. */
  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new PredictException(Kind.MODEL, "the model cannot be freed: " + e.getMessage(), e);
    } finally {
      open.writeLock().unlock();
    }
  }
}
