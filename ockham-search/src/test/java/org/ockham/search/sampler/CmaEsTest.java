package org.ockham.search.sampler;

final class CmaEsTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return CmaEs.seeded(seed);
  }

  @Override
  boolean several() {
    return false;
  }
}
