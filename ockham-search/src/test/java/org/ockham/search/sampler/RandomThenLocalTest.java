package org.ockham.search.sampler;

final class RandomThenLocalTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return RandomThenLocal.seeded(seed);
  }
}
