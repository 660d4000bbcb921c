package org.ockham.search.sampler;

final class GpTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return Gp.seeded(seed);
  }
}
