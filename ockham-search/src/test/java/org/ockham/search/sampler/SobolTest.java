package org.ockham.search.sampler;

final class SobolTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return QuasiRandom.sobol(seed);
  }
}
