package org.ockham.search.sampler;

final class RandomTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return Random.seeded(seed);
  }
}
