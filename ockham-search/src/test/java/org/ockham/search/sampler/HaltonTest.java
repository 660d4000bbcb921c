package org.ockham.search.sampler;

final class HaltonTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return QuasiRandom.halton(seed);
  }
}
