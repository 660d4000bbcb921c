package org.ockham.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * All that a trial run may change in a network: values of parameters and buffers, and whether there were any yet; gradients; what is
 * frozen; the mode of each layer, and where its random draws stand. {@link #restore} puts it back to the bit.
 *
 * <pre>{@code
 * NetworkSnapshot before = NetworkSnapshot.of(network);
 * try {
 *   trainer.fit(task, data);
 * } finally {
 *   before.restore();
 * }
 * }</pre>
 */
public final class NetworkSnapshot {

  private final List<Runnable> restores = new ArrayList<>();

  private NetworkSnapshot() {}

  /** Of a network as it is now. */
  public static NetworkSnapshot of(Layer network) {
    NetworkSnapshot snapshot = new NetworkSnapshot();
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      network.stateDict().values().forEach(snapshot::add);
      network.parameters().values().forEach(snapshot::add);
      network.layers().values().forEach(snapshot::add); // parents before their children
    }
    return snapshot;
  }

  private void add(Tensor values) {
    Tensor before = copy(values);
    restores.add(() -> values.copy_(before));
  }

  private void add(Parameter parameter) {
    boolean isInitialized = parameter.isInitialized();
    boolean isTrained = parameter.isTrained();
    Tensor grad = parameter.grad();
    @Nullable Tensor gradient = grad == null ? null : copy(grad);
    restores.add(() -> {
      parameter.markInitialized(isInitialized);
      parameter.memory().requiresGrad(isTrained);
      parameter.clearGrad();
      if (gradient != null) {
        parameter.memory().grad(gradient);
      }
    });
  }

  private void add(Layer layer) {
    boolean isTraining = layer.isTraining();
    Runnable randomBefore = layer.parts().random.bookmark();
    restores.add(() -> {
      layer.training(isTraining);
      randomBefore.run();
    });
  }

  private static Tensor copy(Tensor tensor) {
    return tensor.detach().copy().escape();
  }

  /** Puts all of it back. */
  public void restore() {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      restores.forEach(Runnable::run);
    }
  }
}
