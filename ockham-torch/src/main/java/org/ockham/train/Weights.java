package org.ockham.train;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.ockham.nn.Layer;
import org.ockham.state.SavedState;
import org.ockham.tensor.Device;
import org.ockham.tensor.NamedTensors;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * What a network had learnt at the end of an epoch: a value, which later training does not change. {@link Trainer#test(Weights,
 * org.ockham.data.Dataset)} measures it, {@link #network} makes a network of it, {@link #into} puts it into one.
 */
public final class Weights {

  private final TrainingModule module;
  private final int epoch;
  private final Map<String, Double> metrics;
  private final @Nullable Monitor monitor;
  private final Map<String, Tensor> state;

  private Weights(
      TrainingModule module,
      int epoch,
      Map<String, Double> metrics,
      @Nullable Monitor monitor,
      Map<String, Tensor> state) {
    this.module = module;
    this.epoch = epoch;
    this.metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    this.monitor = monitor;
    this.state = state;
  }

  /**
   * Those that were {@linkplain #state saved}, of this module's network.
   *
   * @throws IllegalArgumentException if they were another network's
   */
  static Weights of(TrainingModule module, SavedState saved, @Nullable Monitor monitor) {
    NamedTensors.check(
        "the saved weights are another network's",
        "this one",
        NamedTensors.shapes(module.network().stateDict()),
        saved.tensors());
    return new Weights(
        module,
        Math.toIntExact(saved.whole("epoch")),
        saved.numbersOf("metrics"),
        monitor,
        copyOf(saved.tensors()));
  }

  /** A copy of what the module's network has now. */
  static Weights of(
      TrainingModule module, int epoch, Map<String, Double> metrics, @Nullable Monitor monitor) {
    return new Weights(module, epoch, metrics, monitor, copyOf(module.network().stateDict()));
  }

  static Map<String, Tensor> copyOf(Map<String, Tensor> state) {
    Map<String, Tensor> copy = new LinkedHashMap<>();
    state.forEach(
        (name, tensor) -> copy.put(name, tensor.detach().copyTo(Device.cpu()).escape()));
    return copy;
  }

  /** In eight digits, which differ where a name or a bit does. */
  static String checksum(Map<String, Tensor> state) {
    CRC32C sum = new CRC32C();
    state.forEach((name, tensor) -> {
      sum.update(name.getBytes(StandardCharsets.UTF_8));
      try (Scope scope = Scope.open()) {
        Tensor values = tensor.detach().to(Device.cpu()).contiguous();
        if (values.numel() > 0) {
          sum.update(values.byteBuffer());
        }
      }
    });
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  /** What this gives, whatever it does to the network's values; afterwards they are what they were, to the bit, also if it fails. */
  static <T> T restoring(Layer network, Supplier<T> use) {
    Map<String, Tensor> before = copyOf(network.stateDict());
    try {
      return use.get();
    } finally {
      network.load(before);
      before.values().forEach(Tensor::close);
    }
  }

  /** The epoch whose they are, from 1; of the one under way if training was cut short. */
  public int epoch() {
    return epoch;
  }

  /** What that epoch measured, by tag; nothing if it was cut short. */
  public Map<String, Double> metrics() {
    return metrics;
  }

  /** What they are the best in; null for those that training ended with. */
  public @Nullable Monitor monitor() {
    return monitor;
  }

  /** How good they are in that; not a number if they were not chosen by anything. */
  public double value() {
    return monitor == null ? Double.NaN : metrics.getOrDefault(monitor.tag(), Double.NaN);
  }

  /** The same weights, with what else was measured of them. */
  public Weights measuring(Map<String, Double> more) {
    Map<String, Double> all = new LinkedHashMap<>(more);
    all.putAll(metrics);
    return new Weights(module, epoch, all, monitor, state);
  }

  /** Parameters and buffers by their full names, on the CPU. They must not be changed. */
  public Map<String, Tensor> stateDict() {
    return Collections.unmodifiableMap(state);
  }

  /** All of it but the monitor, to be saved; {@link Fit#weights(SavedState, Monitor)} makes them again. */
  public SavedState state() {
    return new SavedState(Map.of("epoch", (long) epoch, "metrics", metrics), state);
  }

  /** A new network like the trained one, with these weights, on the CPU and in evaluation mode. */
  public Layer network() {
    return into(Layer.copyOf(module.network()).to(Device.cpu())).eval();
  }

  /** Puts them into a network of the same parameters, such as the trained one itself; returns it. */
  public <L extends Layer> L into(L network) {
    network.load(state);
    return network;
  }

  /** What the module gives with these weights; afterwards it has those it had. */
  <T> T during(Function<TrainingModule, T> use) {
    return restoring(module.network(), () -> {
      into(module.network());
      return use.apply(module);
    });
  }
}
