package org.ockham.nn;

import java.util.function.Supplier;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** A network whose parameters have shapes and no memory, to be judged before it is made. */
final class Outline {

  private static final ThreadLocal<Boolean> DRAWING = ThreadLocal.withInitial(() -> false);

  private Outline() {}

  static Layer of(Supplier<? extends Layer> network) {
    return made(network, true);
  }

  /** One may be made to know how another is to be: what this thread was making, it goes on with. */
  private static Layer made(Supplier<? extends Layer> network, boolean isDrawn) {
    boolean before = DRAWING.get();
    DRAWING.set(isDrawn);
    try {
      return network.get();
    } finally {
      DRAWING.set(before);
    }
  }

  /** The shape that a network gives for a batch of this shape: tried with zeros, if it has not too many parameters. */
  static long[] output(Supplier<? extends Layer> network, long most, long... batch) {
    long parameters =
        of(network).parameters().values().stream().mapToLong(Parameter::count).sum();
    if (parameters > most) {
      throw new IllegalArgumentException("it has " + parameters + " parameters, but at most " + most
          + " are tried: make it smaller");
    }
    Layer layer = made(network, false);
    layer.parameters().values().forEach(parameter -> parameter.markInitialized(true));
    layer.eval();
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      return layer.apply(Tensor.zeros(batch)).shape();
    }
  }

  /** Whether this thread is making an outline. */
  static boolean isDrawn() {
    return DRAWING.get();
  }
}
