package org.ockham.search.sampler;

final class TpeGroupTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return Tpe.seeded(seed).withGroup(true);
  }
}
