package org.ockham.search.sampler;

final class NsgaTwoTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return Nsga.two(seed).withPopulation(8);
  }
}
