package org.ockham.search.sampler;

final class NsgaThreeTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return Nsga.three(seed).withPopulation(8);
  }
}
