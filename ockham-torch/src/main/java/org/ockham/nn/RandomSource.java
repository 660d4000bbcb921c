package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Generator;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/** Where a layer that draws at random draws from; set by {@link Layer#randomize}. */
final class RandomSource {

  private @Nullable RandomKey key;
  private @Nullable Generator generator;
  private boolean stale;

  void start(RandomKey key, long firstSample) {
    // A part of a batch that does not begin it has a stream of its own.
    this.key = firstSample == 0 ? key : key.fold(firstSample);
    stale = true;
  }

  /** The generator, at the place where the last draw left it. */
  Generator generator() {
    if (key == null) {
      throw new IllegalStateException(
          "a layer that draws at random has no source: call initialize(seed) or randomize(key) on the network first");
    }
    if (generator == null) {
      generator = key.generator();
    } else if (stale) {
      generator.reseed(key.value());
    }
    stale = false;
    return generator;
  }

  /** What puts it back to where it stands now. */
  Runnable bookmark() {
    RandomKey keyNow = key;
    Tensor state = generator == null || stale ? null : generator.state().escape();
    return () -> {
      key = keyNow;
      stale = true;
      if (state != null) {
        generator().restore(state);
      }
    };
  }

  RandomSource copy() {
    RandomSource copy = new RandomSource();
    if (key != null) {
      copy.start(key, 0);
    }
    return copy;
  }
}
