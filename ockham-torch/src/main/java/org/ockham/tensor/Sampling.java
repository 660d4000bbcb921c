package org.ockham.tensor;

/** Random elements from a {@link Generator}. */
public sealed interface Sampling permits Tensor {

  /** Uniform on [from, to). */
  default Tensor uniform_(double from, double to, Generator generator) {
    return Op.call("aten::uniform_", this, from, to, generator);
  }

  /** Normal with this mean and standard deviation. */
  default Tensor normal_(double mean, double deviation, Generator generator) {
    return Op.call("aten::normal_", this, mean, deviation, generator);
  }

  /** 1 with this probability, else 0. */
  default Tensor bernoulli_(double probability, Generator generator) {
    return Op.call("aten::bernoulli_.float", this, probability, generator);
  }

  /** Exponential with this rate, mean 1 / rate. */
  default Tensor exponential_(double rate, Generator generator) {
    return Op.call("aten::exponential_", this, rate, generator);
  }

  /** For each element 1 with itself as the probability, else 0. */
  default Tensor bernoulli(Generator generator) {
    return Op.call("aten::bernoulli", this, generator);
  }

  /** This many indices for each row, drawn with its elements as weights; INT64. */
  default Tensor multinomial(long samples, boolean replacement, Generator generator) {
    return Op.call("aten::multinomial", this, samples, replacement, generator);
  }
}
