package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.MemoryFormat;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** A tensor that training changes. It lives as long as its layer, whatever scope it was made in. */
public final class Parameter {

  private final String name;
  private final String owner;
  private Init init;
  private Tensor value;
  private boolean initialized;
  /** Computes the values from other parameters, where a parametrization does. */
  private @Nullable Parametrization parametrization;
  /** Whose memory this one shares; null for one with memory of its own. */
  private @Nullable Parameter original;

  private @Nullable Tensor shared;

  Parameter(String name, Layer owner, Init init, long... shape) {
    this(name, owner, init, MemoryFormat.CONTIGUOUS, shape);
  }

  /** With the numbers in this order in memory, which changes none of them. */
  Parameter(String name, Layer owner, Init init, MemoryFormat format, long... shape) {
    this.name = name;
    this.owner = owner.getClass().getSimpleName();
    this.init = init;
    Tensor memory = Outline.isDrawn()
        ? Tensor.outline(shape)
        : Tensor.empty(DType.FLOAT32, format, shape).zero_();
    this.value = memory.requiresGrad(true).escape();
  }

  private Parameter(Parameter other) {
    this.name = other.name;
    this.owner = other.owner;
    this.init = other.init;
    this.value =
        other.value.detach().copy().requiresGrad(other.value.requiresGrad()).escape();
    this.initialized = other.initialized;
  }

  private Parameter(Parameter original, Tensor alias) {
    this.name = original.name;
    this.owner = original.owner;
    this.init = original.init;
    this.original = original;
    this.shared = original.value;
    this.value = alias.requiresGrad(original.value.requiresGrad()).escape();
    this.initialized = original.initialized;
  }

  /** The name within its layer: {@code weight}. */
  public String name() {
    return name;
  }

  /** The class of the layer it belongs to: {@code Linear}. */
  public String owner() {
    return owner;
  }

  /** The number of its dimensions: 2 for a matrix. */
  public int dimensions() {
    return value.dim();
  }

  /** What {@link Layer#initialize} fills it with from now on; returns itself. */
  public Parameter init(Init init) {
    this.init = init;
    return this;
  }

  /** The values; refused before the network has any. */
  public Tensor value() {
    if (parametrization != null) {
      return parametrization.compute();
    }
    if (!initialized) {
      throw new IllegalStateException("the parameter '" + name + "' of " + owner
          + " has no values yet: call initialize(seed) or load(state) on the network first; a layer that is no child of it, by"
          + " child(\"fc\", new Linear(…)), is not reached");
    }
    return value;
  }

  /** The values of a parameter that need not be there, a bias: null where it is not. */
  static @Nullable Tensor valueOf(@Nullable Parameter parameter) {
    return parameter == null ? null : parameter.value();
  }

  /** It as a weight of a graph, by its name below the layers that are being written; written once however often it is used. */
  public Value in(Graph graph) {
    return graph.weight(this, name, this::value);
  }

  static @Nullable Value in(Graph graph, @Nullable Parameter parameter) {
    return parameter == null ? null : parameter.in(graph);
  }

  /** The gradient of the last backward pass, or null. */
  public @Nullable Tensor grad() {
    return value.grad();
  }

  /** The number of numbers. */
  public long count() {
    return value.numel();
  }

  /** Frozen parameters have no gradient, and optimisers leave them as they are. */
  public void freeze() {
    value.requiresGrad(false);
    value.clearGrad();
  }

  /** Trained again after {@link #freeze}. */
  public void unfreeze() {
    value.requiresGrad(true);
  }

  /** Whether it is trained. */
  public boolean isTrained() {
    return value.requiresGrad();
  }

  /** Forgets the gradient. */
  public void clearGrad() {
    value.clearGrad();
  }

  void initialize(RandomKey key) {
    try (NoGrad off = NoGrad.on();
        Scope scope = Scope.open()) {
      if (value.dtype() == DType.FLOAT32
          && value.isContiguous()
          && value.device().isCpu()) {
        init.fill(value, key.generator());
      } else {
        // the same numbers whatever the type, the order in memory and the device, so that such
        // networks start alike
        Tensor drawn = Tensor.empty(DType.FLOAT32, value.shape());
        init.fill(drawn, key.generator());
        value.copy_(drawn);
      }
    }
    initialized = true;
  }

  Init init() {
    return init;
  }

  void parametrize(@Nullable Parametrization parametrization) {
    this.parametrization = parametrization;
  }

  boolean isParametrized() {
    return parametrization != null;
  }

  void markInitialized(boolean initialized) {
    this.initialized = initialized;
  }

  boolean isInitialized() {
    return initialized;
  }

  Tensor memory() {
    return value;
  }

  /** One that shares the memory of this one and has a gradient of its own. */
  Parameter replica() {
    return new Parameter(this, value.detach());
  }

  /** Becomes what the original is now: trained or frozen, in the memory that it has. */
  void follow() {
    if (original == null) {
      return;
    }
    if (shared != original.value) {
      shared = original.value;
      value = shared.detach().escape();
    }
    boolean trained = original.isTrained();
    if (value.requiresGrad() != trained) {
      value.requiresGrad(trained);
    }
    value.clearGrad();
    initialized = original.initialized;
  }

  Parameter copy() {
    return new Parameter(this);
  }

  void to(Device device) {
    if (!value.device().equals(device)) {
      replace(value.detach().to(device));
    }
  }

  void to(DType type) {
    if (value.dtype() != type) {
      replace(value.detach().to(type));
    }
  }

  private void replace(Tensor converted) {
    value = converted.requiresGrad(value.requiresGrad()).escape();
  }

  @Override
  public String toString() {
    return name
        + java.util.Arrays.toString(value.shape())
        + (value.dtype() == DType.FLOAT32 ? "" : value.dtype());
  }
}
