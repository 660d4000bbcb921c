package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.tensor.CounterGenerator;
import org.ockham.tensor.Generator;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/** Where a layer that draws at random draws from; set by {@link Layer#randomize}. */
final class RandomSource {

  private @Nullable RandomKey key;
  private long firstSample;
  /** A layer may be applied several times, or draw several times when it is applied. */
  private long draws;

  private @Nullable Generator generator;
  private boolean stale;

  void start(RandomKey key, long firstSample) {
    this.key = key;
    this.firstSample = firstSample;
    draws = 0;
    stale = true;
  }

  /** The next draw, of so many numbers for each sample of the step's batch: from those of the first sample on. */
  CounterGenerator ofSamples(long each) {
    return ofStep().at(firstSample * each);
  }

  /** The next draw, the same whatever part of the step's batch the layer is applied to. */
  CounterGenerator ofStep() {
    return CounterGenerator.of(key().fold(draws++));
  }

  /** The next draw, of a stream that the parts of the step's batch do not share. */
  CounterGenerator ofPart() {
    return CounterGenerator.of(partKey().fold(draws++));
  }

  /** The generator, at the place where the last draw left it. */
  Generator generator() {
    RandomKey part = partKey();
    if (generator == null) {
      generator = part.generator();
    } else if (stale) {
      generator.reseed(part.value());
    }
    stale = false;
    return generator;
  }

  /** What puts it back to where it stands now. */
  Runnable bookmark() {
    RandomKey keyNow = key;
    long firstNow = firstSample;
    long drawsNow = draws;
    Tensor state = generator == null || stale ? null : generator.state().escape();
    return () -> {
      key = keyNow;
      firstSample = firstNow;
      draws = drawsNow;
      stale = true;
      if (state != null) {
        generator().restore(state);
      }
    };
  }

  private RandomKey partKey() {
    return firstSample == 0 ? key() : key().fold("part").fold(firstSample);
  }

  private RandomKey key() {
    if (key == null) {
      throw new IllegalStateException(
          "a layer that draws at random has no source: call initialize(seed) or randomize(key) on the network first");
    }
    return key;
  }

  RandomSource copy() {
    RandomSource copy = new RandomSource();
    if (key != null) {
      copy.start(key, firstSample);
      copy.draws = draws;
    }
    return copy;
  }
}
