package org.ockham.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ockham.tensor.NoGrad;

/**
 * A network that computes with the parameters of another, in the same memory, beside it: what it is made of is a copy, gradients and
 * buffers are its own. So a thread can go forward and backward over a shard of a batch while others do with theirs.
 *
 * <p>What a user's layer keeps in fields, beside layers, parameters and buffers, is shared as with {@link Layer#copyOf}. Observers stay
 * with the original.
 */
public final class Replica {

  private final Layer network;
  private final List<Runnable> modes = new ArrayList<>();
  private final List<Runnable> buffers = new ArrayList<>();

  private Replica(Layer original) {
    LayerCopy copy = new LayerCopy(Parameter::replica);
    network = copy.copy(original);
    copy.copies().forEach(this::follow);
  }

  /** Of this network. */
  public static Replica of(Layer network) {
    return new Replica(network);
  }

  /** The replica as a network. */
  public Layer network() {
    return network;
  }

  /**
   * Takes on what has changed in the original: modes, what is frozen, buffers; and forgets its gradients. Running statistics are left
   * out where training does not read them.
   */
  public void refresh() {
    refreshBuffers();
    refreshParameters();
  }

  /** Takes on the buffers alone: while the original computes nothing, since that changes them. */
  public void refreshBuffers() {
    try (NoGrad off = NoGrad.on()) {
      buffers.forEach(Runnable::run);
    }
  }

  /** Takes on modes and what is frozen, and forgets its gradients: at any time, on the thread that computes with it. */
  public void refreshParameters() {
    try (NoGrad off = NoGrad.on()) {
      modes.forEach(Runnable::run);
    }
  }

  private void follow(Object original, Object copied) {
    if (original instanceof Parameter && copied instanceof Parameter parameter) {
      modes.add(parameter::follow);
    } else if (original instanceof Layer layer && copied instanceof Layer replica) {
      modes.add(() -> replica.follow(layer));
      Map<String, Buffer> owned = replica.parts().buffers;
      layer.parts().buffers.forEach((name, buffer) -> {
        Buffer own = owned.get(name);
        if (own != null) {
          buffers.add(() -> {
            if (!(layer instanceof BatchNorm && layer.isTraining())) {
              own.follow(buffer);
            }
          });
        }
      });
    }
  }
}
