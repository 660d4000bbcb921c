package org.ockham.search.sampler;

final class TpeOneByOneTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return Tpe.seeded(seed).withMultivariate(false);
  }
}
