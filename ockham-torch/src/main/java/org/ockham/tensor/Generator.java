package org.ockham.tensor;

import org.ockham.tensor.internal.NativeGenerator;

/**
 * A stream of random numbers for tensors (Mersenne Twister 19937, the engine's own). Whoever draws is handed one; there is
 * no global stream, so runs in parallel cannot disturb each other. Not safe for use by two threads at once.
 */
public final class Generator {

  final NativeGenerator generator;

  private Generator(long seed) {
    generator = new NativeGenerator(seed);
  }

  /** The stream of this seed. */
  public static Generator seeded(long seed) {
    Engine.check();
    return new Generator(seed);
  }

  /** Starts the stream of another seed. */
  public void reseed(long seed) {
    generator.seed(seed);
  }

  /** The state, to go on later exactly from here: bytes, UINT8. */
  public Tensor state() {
    return new Tensor(Op.value(generator::state));
  }

  /** Goes on from a saved {@link #state}. */
  public void restore(Tensor state) {
    Op.run(() -> generator.state(state.handle), state);
  }
}
