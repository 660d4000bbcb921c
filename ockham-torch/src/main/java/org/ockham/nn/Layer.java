package org.ockham.nn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Graph;
import org.ockham.onnx.OnnxException;
import org.ockham.onnx.Value;
import org.ockham.tensor.CounterGenerator;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Generator;
import org.ockham.tensor.MemoryFormat;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * A layer, or a network of layers: a tree with named parameters, buffers and children (PyTorch's {@code Module}).
 *
 * <pre>{@code
 * final class Mlp extends Layer {
 *     private final Linear fc1 = child("fc1", new Linear(784, 256));
 *     private final Linear fc2 = child("fc2", new Linear(256, 10));
 *
 *     @Override
 *     protected Tensor forward(Tensor x) {
 *         return fc2.apply(fc1.apply(x.flatten(1)).relu());
 *     }
 * }
 * }</pre>
 *
 * <p>A layer is built first and gets its values after: {@link #initialize} draws each parameter from a stream of its own that
 * is keyed by the seed and the parameter's full name. So two networks share the initial weights of all layers they have in
 * common, whatever else differs, which is what makes comparisons between them paired.
 *
 * <p>It can also be written as ONNX: {@link #apply(Value)}.
 *
 * <p>A new layer is in training mode. Not safe for use by two threads at once: give each thread a {@linkplain #copyOf copy}.
 */
public abstract class Layer implements Cloneable {

  private LayerParts parts = new LayerParts();
  private boolean training = true;

  /** Computes the output; called through {@link #apply}. */
  protected abstract Tensor forward(Tensor x);

  /** Applies the layer: {@link #forward}, with the layer's name added to what the engine refuses, and observers called. */
  public final Tensor apply(Tensor x) {
    Tensor y = named(() -> given(forward(x)));
    for (LayerObserver observer : parts.observers) {
      observer.applied(this, x, y);
    }
    return y;
  }

  /** A user's own may forget to return. */
  private static Tensor given(@Nullable Tensor output) {
    if (output == null) {
      throw new EngineException("forward gave null: return the layer's output");
    }
    return output;
  }

  /**
   * Says in ONNX what {@link #forward(Tensor)} computes in evaluation mode; called through {@link #apply(Value)}. A layer of a user's
   * own overrides it in the same words:
   *
   * <pre>{@code
   * final class Gate extends Layer {
   *     private final Linear fc = child("fc", new Linear(8, 8));
   *
   *     @Override
   *     protected Tensor forward(Tensor x) {
   *         return fc.apply(x).sigmoid().mul(x);
   *     }
   *
   *     @Override
   *     protected Value forward(Value x) {
   *         return fc.apply(x).sigmoid().mul(x);
   *     }
   * }
   * }</pre>
   *
   * @throws OnnxException if ONNX cannot say it; always, unless a layer overrides it
   */
  protected Value forward(Value x) {
    throw new OnnxException(
        "it has no form in ONNX: override forward(Value) in the words of forward(Tensor)");
  }

  /**
   * Writes the layer into a graph, as it computes in evaluation mode; it itself stays in the mode it is in, and as it is.
   *
   * @param x what it is applied to
   * @throws OnnxException if ONNX cannot say what it computes; the message names the layer
   */
  public final Value apply(Value x) {
    Graph graph = x.graph();
    return parts.inference
        ? named(graph, () -> Inference.shaped(this, x, forward(x)))
        : Inference.of(this, graph.type()).apply(x);
  }

  /** The same as {@link #named(Supplier)} for what writes into a graph, whose nodes are named after the layer. */
  final <T> T named(Graph graph, Supplier<T> writing) {
    try {
      return graph.within(parts.name, writing);
    } catch (OnnxException e) {
      throw e.in(path().isEmpty() ? describe() : path() + " = " + describe());
    }
  }

  /** Runs what computes an output, with the layer's name added to what the engine refuses: for layers with more inputs than one. */
  protected final <T> T named(Supplier<T> computation) {
    try {
      return computation.get();
    } catch (EngineException e) {
      throw e.in(path().isEmpty() ? describe() : path() + " = " + describe());
    }
  }

  // -------------------------------------------------------------------------------------------
  // building

  /** Adds a child under this name; returns it, so that it is declared and registered in one line. */
  protected final <L extends Layer> L child(String name, L layer) {
    parts.checkNew(name);
    if (layer.layers().containsValue(this)) {
      throw new IllegalArgumentException(
          "the child '" + name + "' holds this layer itself: a tree of layers has no circles");
    }
    parts.children.put(name, layer);
    layer.parts().name = name;
    layer.parts().parent = this;
    return layer;
  }

  /** Adds a parameter: trained by the optimiser, kept in the state dict. */
  protected final Parameter parameter(String name, Init init, long... shape) {
    return parameter(name, init, MemoryFormat.CONTIGUOUS, shape);
  }

  final Parameter parameter(String name, Init init, MemoryFormat format, long... shape) {
    parts.checkNew(name);
    Parameter parameter = new Parameter(name, this, init, format, shape);
    parts.parameters.put(name, parameter);
    return parameter;
  }

  /** Adds a buffer: not trained, kept in the state dict (a running mean, a count). */
  protected final Buffer buffer(String name, Tensor initial) {
    parts.checkNew(name);
    Buffer buffer = new Buffer(initial);
    parts.buffers.put(name, buffer);
    return buffer;
  }

  // -------------------------------------------------------------------------------------------
  // values

  /** Gives every parameter its initial value, buffers theirs, and starts the random streams of the layers that draw. */
  public final Layer initialize(long seed) {
    namedParameters((name, parameter) -> parameter.markInitialized(false));
    walk(layer -> layer.parts.buffers.values().forEach(Buffer::reset));
    initializeMissing(seed);
    return this;
  }

  /**
   * Gives the parameters that have no values yet the ones they would get from {@link #initialize}; what was loaded, trained or
   * initialised before stays as it is.
   *
   * @return the names of the parameters that were drawn
   */
  public final List<String> initializeMissing(long seed) {
    RandomKey key = RandomKey.of(seed).fold("init");
    List<String> drawn = new ArrayList<>();
    Set<Parameter> missing = new HashSet<>();
    parameters().forEach((name, parameter) -> {
      if (!parameter.isInitialized()) {
        drawn.add(name);
        missing.add(parameter);
      }
    });
    Map<String, Layer> begun = new LinkedHashMap<>(layers());
    begun
        .values()
        .removeIf(layer -> Collections.disjoint(layer.parts.parameters.values(), missing));
    // A parametrized weight draws what the plain one would, under the plain one's name.
    begun.forEach((path, layer) -> layer.parts.parameters.values().stream()
        .filter(missing::contains)
        .forEach(parameter -> parameter.initialize(key.fold(below(path, parameter.name())))));
    begun.forEach((path, layer) -> layer.parts.parametrizations.forEach(
        each -> each.start(key.fold(below(path, each.name())))));
    randomize(RandomKey.of(seed).fold("mask"));
    return drawn;
  }

  /**
   * Sets what every layer of the tree {@linkplain #sampleDraws draws} from next: a stream of its own, keyed by this key and the names
   * on the way to it, so that adding a layer changes no other's draws. A layer with two names draws from the last one's stream.
   *
   * <p>{@link #initialize} does so with a key made of its seed; the trainer does before every step with one made of the seed and the
   * step, so that a run resumed at a step draws what it would have drawn.
   */
  public final void randomize(RandomKey key) {
    randomize(key, 0);
  }

  /**
   * The same for a part of a step's batch: the network is going to be applied to samples of which the first is number {@code
   * firstSample} of the whole batch, from 0. Then a layer of this library draws for a sample what follows from the key and the
   * sample's number in the whole batch, so that a batch that is cut in parts, whoever computes them, gets the masks that it gets as a
   * whole.
   *
   * <p>That holds where the samples are the first dimension of what the layer is applied to, as in nearly all networks, or where the
   * layer knows better ({@link Recurrent} and transformer layers that have the batch second). Where a network puts something else
   * first ({@link Dropout} of [length, n, …] or of [n · length, …]), draws are of the right distribution and independent within an
   * application, but depend on the cut, and a part's may come again elsewhere in another part's.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public final void randomize(RandomKey key, long firstSample) {
    parts.random.start(key, Check.atLeast("firstSample", firstSample, 0));
    parts.children.forEach((name, child) -> child.randomize(key.fold(name), firstSample));
  }

  /**
   * What a tensor of this shape, whose first dimension is the samples, is drawn from (masks, noise): a sample's numbers follow from
   * the source that {@link #randomize(RandomKey, long)} set and its number in the step's whole batch. Each call begins other numbers.
   *
   * <pre>{@code
   * final class Shake extends Layer {
   *     @Override
   *     protected Tensor forward(Tensor x) {
   *         return isTraining() ? x.mul(sampleDraws(x.shape()).uniform(0.9, 1.1, x.shape()).to(x)) : x;
   *     }
   * }
   * }</pre>
   *
   * @throws IllegalStateException if the network has neither been initialised nor {@linkplain #randomize randomised}
   */
  protected final CounterGenerator sampleDraws(long... shape) {
    long each = 1;
    for (int i = 1; i < shape.length; i++) {
      each *= shape[i];
    }
    return parts.random.ofSamples(each);
  }

  /**
   * What is drawn for all samples of a step together: the same whatever part of the step's batch the layer is applied to. Each call
   * begins other numbers.
   *
   * @throws IllegalStateException if the network has neither been initialised nor {@linkplain #randomize randomised}
   */
  protected final CounterGenerator stepDraws() {
    return parts.random.ofStep();
  }

  /**
   * The engine's generator, for what {@link #sampleDraws} and {@link #stepDraws} have no distribution for, at the place where its last
   * draw left it. What is drawn depends on how the step's batch is cut in parts, which have streams of their own.
   *
   * @throws IllegalStateException if the network has neither been initialised nor {@linkplain #randomize randomised}
   */
  protected final Generator generator() {
    return parts.random.generator();
  }

  /** All parameters of the tree by their full names ({@code fc1.weight}); one that is shared is named once. */
  public final Map<String, Parameter> parameters() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    Set<Parameter> seen = new HashSet<>();
    namedParameters((name, parameter) -> {
      if (seen.add(parameter)) {
        all.put(name, parameter);
      }
    });
    return Collections.unmodifiableMap(all);
  }

  /** The number of trained numbers: those of frozen parameters are not. */
  public final long parameterCount() {
    return parameters().values().stream()
        .filter(Parameter::isTrained)
        .mapToLong(Parameter::count)
        .sum();
  }

  /** Parameters and buffers by their full names, in PyTorch's order and with its names; the memory is shared. */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    collectState("", state);
    return Collections.unmodifiableMap(state);
  }

  /**
   * Copies values into parameters and buffers. Every name must be there, none more, each of the right shape; else nothing
   * is changed and the {@link IllegalArgumentException} names what differs. Only the {@code num_batches_tracked} of batch and
   * instance norms may be missing, as in states of old or of other libraries, and is 0 then; and of the names of what is shared, such as
   * tied weights, one is enough.
   */
  public final Layer load(Map<String, Tensor> state) {
    Map<String, Tensor> own = stateDictUnchecked();
    StateDict.load(own, StateDict.whole(this, own, state));
    namedParameters((name, parameter) -> parameter.markInitialized(true));
    return this;
  }

  /**
   * Checks whether a network could {@linkplain #load(Map) load} a state, without taking memory for its parameters: a file from
   * elsewhere may describe a network of any size.
   *
   * @param network makes it
   * @throws IllegalArgumentException in the words of {@code load} if it could not
   */
  public static void checkState(Supplier<? extends Layer> network, Map<String, Tensor> state) {
    Layer outline = Outline.of(network);
    Map<String, Tensor> own = outline.stateDictUnchecked();
    StateDict.check(own, StateDict.whole(outline, own, state));
  }

  /**
   * The shape that a network in evaluation mode gives for a batch of this shape, found by giving it zeros.
   *
   * @param network makes it
   * @param most how many parameters it may have, so that a network that nobody meant takes no memory
   * @param batch the shape of the input, the batch included
   * @throws EngineException if one of its layers does not take what arrives
   * @throws IllegalArgumentException if it has more parameters
   */
  public static long[] outputShape(Supplier<? extends Layer> network, long most, long... batch) {
    return Outline.output(network, most, batch);
  }

  /**
   * Writes the state dict as a safetensors file, which PyTorch reads too; a file of this name is replaced. What is shared is in it once,
   * under the first of its names, and the file's metadata say of each other name which one that is: as {@code save_model} of Python's
   * library writes it, and {@code load_model} reads it.
   */
  public final void save(Path file) {
    Map<String, Tensor> once = new LinkedHashMap<>(stateDict());
    Map<String, String> others = StateDict.otherNames(once);
    once.keySet().removeAll(others.keySet());
    Safetensors.write(file, once, others);
  }

  /** {@linkplain #load(Map) Loads} the state dict in a safetensors file. */
  public final Layer load(Path file) {
    try (Scope scope = Scope.open()) {
      return load(Safetensors.read(file).tensors());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** Moves parameters and buffers to a device. */
  public final Layer to(Device device) {
    walk(layer -> {
      layer.parts.parameters.values().forEach(parameter -> parameter.to(device));
      layer.parts.buffers.values().forEach(buffer -> buffer.to(device));
    });
    return this;
  }

  /**
   * Turns all parameters and the buffers that hold fractions into this type: FLOAT64 for exactness, BFLOAT16 for half the memory.
   * Inputs must be of that type then, and {@link #summary(long...)} makes its own so. As with {@link #to(Device)}, an optimiser made
   * before holds the tensors of before: make it after.
   *
   * @throws IllegalArgumentException if the type holds no fractions
   */
  public final Layer to(DType type) {
    if (!type.isFloating()) {
      throw new IllegalArgumentException(
          "the type is " + type + ": a network's numbers are fractions, such as FLOAT32");
    }
    walk(layer -> {
      layer.parts.parameters.values().forEach(parameter -> parameter.to(type));
      layer.parts.buffers.values().forEach(buffer -> buffer.to(type));
    });
    return this;
  }

  // -------------------------------------------------------------------------------------------
  // mode

  /** Training mode for the whole tree: dropout drops, batch norm uses the batch. */
  public final Layer train() {
    return training(true);
  }

  /** Evaluation mode for the whole tree. */
  public final Layer eval() {
    return training(false);
  }

  /** The one mode or the other. */
  public final Layer training(boolean training) {
    walk(layer -> layer.training = training);
    return this;
  }

  /** Whether it is in training mode. */
  public final boolean isTraining() {
    return training;
  }

  // -------------------------------------------------------------------------------------------
  // the tree

  /** The direct children by name. */
  public final Map<String, Layer> children() {
    return Collections.unmodifiableMap(parts.children);
  }

  /** Every layer of the tree by its full name, this one under "", parents before children. */
  public final Map<String, Layer> layers() {
    Map<String, Layer> layers = new LinkedHashMap<>();
    collectLayers("", layers);
    return Collections.unmodifiableMap(layers);
  }

  /** The full name below the root: {@code block1.fc2}; "" for the root. */
  public final String path() {
    Layer parent = parts.parent;
    if (parent == null) {
      return "";
    }
    String prefix = parent.path();
    return prefix.isEmpty() ? parts.name : prefix + "." + parts.name;
  }

  /** Calls the observer after every {@link #apply} of this layer; closing what is returned ends that. */
  public final Observation observe(LayerObserver observer) {
    parts.observers.add(observer);
    return () -> parts.observers.remove(observer);
  }

  /**
   * An independent network of the same class with the same values: a deep copy of layers, parameters and buffers,
   * wherever fields hold them. Other fields are shared.
   */
  @SuppressWarnings("unchecked")
  public static <L extends Layer> L copyOf(L layer) {
    return (L) new LayerCopy().copy(layer);
  }

  /** How images lie in memory that it takes fastest: channels-last if it has convolutions of two dimensions that work so. */
  public final MemoryFormat imageFormat() {
    return layers().values().stream()
            .anyMatch(layer -> layer instanceof Convolution convolution
                && convolution.format() == MemoryFormat.CHANNELS_LAST)
        ? MemoryFormat.CHANNELS_LAST
        : MemoryFormat.CONTIGUOUS;
  }

  /** A table of the layers with their output shapes and parameter counts, for an input of this shape without the batch. */
  public final Summary summary(long... inputShape) {
    // Two samples: one alone is too few for a batch norm without running statistics.
    long[] batch = new long[inputShape.length + 1];
    batch[0] = 2;
    System.arraycopy(inputShape, 0, batch, 1, inputShape.length);
    return summary(parameters().values().stream()
        .findFirst()
        .map(Parameter::memory)
        .map(weight -> Tensor.zeros(weight.dtype(), batch).to(weight.device()))
        .orElseGet(() -> Tensor.zeros(DType.FLOAT32, batch)));
  }

  /** The same for this batch: for networks whose input is not of their parameters' type, such as indices for an {@link Embedding}. */
  public final Summary summary(Tensor batch) {
    return Summary.of(this, batch);
  }

  /** The arguments in PyTorch's words, as they stand between the brackets of {@link #toString}. */
  protected String arguments() {
    return "";
  }

  /** The class and its arguments: {@code Linear(in_features=784, out_features=256, bias=true)}. */
  public final String describe() {
    return (getClass().getSimpleName().isEmpty() ? "Layer" : getClass().getSimpleName()) + "("
        + arguments() + ")";
  }

  /** The tree, as PyTorch prints it. */
  @Override
  public String toString() {
    if (parts.children.isEmpty()) {
      return describe();
    }
    StringBuilder text = new StringBuilder(getClass().getSimpleName()).append("(\n");
    parts.children.forEach((name, child) -> text.append("  (")
        .append(name)
        .append("): ")
        .append(child.toString().replace("\n", "\n  "))
        .append('\n'));
    return text.append(')').toString();
  }

  // -------------------------------------------------------------------------------------------
  // inner works

  LayerParts parts() {
    return parts;
  }

  /** Takes on the mode of another, which its children need not have. */
  void follow(Layer other) {
    training = other.training;
  }

  Layer shallowCopy(LayerParts copied) {
    try {
      Layer copy = (Layer) super.clone();
      copy.parts = copied;
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  private void walk(Consumer<Layer> action) {
    action.accept(this);
    parts.children.values().forEach(child -> child.walk(action));
  }

  private void namedParameters(BiConsumer<String, Parameter> action) {
    layers()
        .forEach((path, layer) -> layer.parts.parameters.forEach(
            (name, parameter) -> action.accept(below(path, name), parameter)));
  }

  /** The full name of what a layer at this path calls so. */
  static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private Map<String, Tensor> stateDictUnchecked() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    collectState("", state);
    return state;
  }

  private void collectState(String prefix, Map<String, Tensor> state) {
    parts.parameters.forEach((name, parameter) -> state.put(prefix + name, parameter.memory()));
    parts.buffers.forEach((name, buffer) -> state.put(prefix + name, buffer.value()));
    parts.children.forEach((name, child) -> child.collectState(prefix + name + ".", state));
  }

  private void collectLayers(String path, Map<String, Layer> layers) {
    layers.put(path, this);
    parts.children.forEach((name, child) -> child.collectLayers(below(path, name), layers));
  }

  /** What a layer is made of, apart from the class: held in one object so that a copy can be given its own. */
  static final class LayerParts {
    final Map<String, Parameter> parameters = new LinkedHashMap<>();
    final Map<String, Buffer> buffers = new LinkedHashMap<>();
    final Map<String, Layer> children = new LinkedHashMap<>();
    final List<Parametrization> parametrizations = new ArrayList<>();
    final List<LayerObserver> observers = new ArrayList<>();
    final RandomSource random;
    String name = "";

    /** Whether it is a part of a copy that is being written into a graph. */
    boolean inference;

    @Nullable
    Layer parent;

    LayerParts() {
      this(new RandomSource());
    }

    LayerParts(RandomSource random) {
      this.random = random;
    }

    void checkNew(String name) {
      if (name.isEmpty() || name.contains(".")) {
        throw new IllegalArgumentException(
            "the name '" + name + "' is empty or has a dot: use letters and digits");
      }
      if (parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name)) {
        throw new IllegalArgumentException(
            "the name '" + name + "' is taken in this layer: names must differ");
      }
    }
  }
}
