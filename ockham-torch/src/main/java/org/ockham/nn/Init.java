package org.ockham.nn;

import java.util.Arrays;
import java.util.List;
import org.ockham.check.Check;
import org.ockham.tensor.DType;
import org.ockham.tensor.Generator;
import org.ockham.tensor.Tensor;

/** How a parameter gets its first values ({@code torch.nn.init}). */
@FunctionalInterface
public interface Init {

  /** Fills the tensor, drawing from this generator only. */
  void fill(Tensor tensor, Generator generator);

  /** The same number everywhere. */
  static Init constant(double value) {
    return (tensor, generator) -> tensor.fill_(value);
  }

  /** Zeros. */
  static Init zeros() {
    return constant(0);
  }

  /** Ones. */
  static Init ones() {
    return constant(1);
  }

  /** Uniform on [from, to). */
  static Init uniform(double from, double to) {
    return (tensor, generator) -> tensor.uniform_(from, to, generator);
  }

  /** Normal. */
  static Init normal(double mean, double deviation) {
    return (tensor, generator) -> tensor.normal_(mean, deviation, generator);
  }

  /**
   * What PyTorch's linear and convolutional layers start with: uniform on ±1/√fanIn, weights and biases alike
   * (Kaiming uniform with a = √5).
   *
   * @param fanIn the number of inputs that one output sums over
   */
  static Init fanIn(long fanIn) {
    if (fanIn == 0) {
      return zeros();
    }
    double bound = 1 / Math.sqrt((double) fanIn);
    return uniform(-bound, bound);
  }

  /** Uniform on ±gain · √(6 / (fan in + fan out)) (Glorot, Bengio 2010). */
  static Init xavierUniform(double gain) {
    return (tensor, generator) -> {
      double bound = gain * Math.sqrt(6.0 / (Fan.IN.of(tensor) + Fan.OUT.of(tensor)));
      tensor.uniform_(-bound, bound, generator);
    };
  }

  /** Normal with deviation gain · √(2 / (fan in + fan out)) (Glorot, Bengio 2010). */
  static Init xavierNormal(double gain) {
    return (tensor, generator) -> tensor.normal_(
        0, gain * Math.sqrt(2.0 / (Fan.IN.of(tensor) + Fan.OUT.of(tensor))), generator);
  }

  /** Uniform on ±gain · √(3 / fan) (He et al. 2015); for ReLU the {@link Gain} is √2. */
  static Init kaimingUniform(Fan fan, double gain) {
    return (tensor, generator) -> {
      double bound = gain * Math.sqrt(3.0 / fan.of(tensor));
      tensor.uniform_(-bound, bound, generator);
    };
  }

  /** Normal with deviation gain / √fan (He et al. 2015); for ReLU the {@link Gain} is √2. */
  static Init kaimingNormal(Fan fan, double gain) {
    return (tensor, generator) ->
        tensor.normal_(0, gain / Math.sqrt((double) fan.of(tensor)), generator);
  }

  /** Normal, cut off outside [low, high]: by the inverse of the distribution function, so that no draw is thrown away. */
  static Init truncatedNormal(double mean, double deviation, double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "low is " + low + ": it must be below high (" + high + ")");
    }
    Check.positive("deviation", deviation);
    return (tensor, generator) -> {
      double root = deviation * Math.sqrt(2);
      // erf at the bounds; the draws lie between them and are taken back by its inverse
      double from = Tensor.scalar((low - mean) / root).to(DType.FLOAT64).erf().item();
      double to = Tensor.scalar((high - mean) / root).to(DType.FLOAT64).erf().item();
      tensor.uniform_(from, to, generator);
      tensor.copy_(tensor.erfinv().mul(root).add(mean).clamp(low, high));
    };
  }

  /** A matrix with orthonormal rows or columns, whichever are fewer, times the gain (Saxe et al. 2013). */
  static Init orthogonal(double gain) {
    return (tensor, generator) -> {
      if (tensor.dim() < 2) {
        throw new IllegalArgumentException(
            "the parameter has " + tensor.dim() + " dimensions: an orthogonal one has two or more");
      }
      long rows = tensor.size(0);
      long columns = tensor.numel() / rows;
      Tensor normal = Tensor.empty(DType.FLOAT32, Math.max(rows, columns), Math.min(rows, columns))
          .normal_(0, 1, generator);
      List<Tensor> qr = normal.qr();
      // The signs of R's diagonal make Q uniform over all orthogonal matrices (Mezzadri 2006).
      Tensor q = qr.get(0).mul(qr.get(1).diag().sign());
      tensor.copy_((rows < columns ? q.t() : q).reshape(tensor.shape()).mul(gain));
    };
  }

  /** Convolution kernels that pass channels on unchanged, group by group: 1 at the middle of each channel's own kernel. */
  static Init dirac(long groups) {
    Check.positive("groups", groups);
    return (tensor, generator) -> {
      long[] shape = tensor.shape();
      if (shape.length < 3 || shape.length > 5 || shape[0] % groups != 0) {
        throw new IllegalArgumentException("the parameter has shape " + Arrays.toString(shape)
            + ": dirac fills kernels [out, in, *] whose outputs " + groups + " groups divide");
      }
      tensor.zero_();
      long perGroup = shape[0] / groups;
      for (long group = 0; group < groups; group++) {
        for (long i = 0; i < Math.min(perGroup, shape[1]); i++) {
          Tensor kernel = tensor.select(0, group * perGroup + i).select(0, i);
          for (int dimension = 2; dimension < shape.length; dimension++) {
            kernel = kernel.select(0, shape[dimension] / 2);
          }
          kernel.fill_(1);
        }
      }
    };
  }

  /** A matrix of normal draws in which this share of each column is zero (Martens 2010). */
  static Init sparse(double sparsity, double deviation) {
    Check.probability("sparsity", sparsity);
    return (tensor, generator) -> {
      checkMatrix(tensor, "sparse");
      tensor.normal_(0, deviation, generator);
      long rows = tensor.size(0);
      long zeros = (long) Math.ceil(sparsity * rows);
      for (long column = 0; column < tensor.size(1); column++) {
        long[] order = Tensor.randperm(generator, rows).toLongs();
        for (int i = 0; i < zeros; i++) {
          tensor.select(1, column).select(0, order[i]).zero_();
        }
      }
    };
  }

  /** The identity matrix, cut or continued with zeros. */
  static Init eye() {
    return (tensor, generator) -> {
      checkMatrix(tensor, "eye");
      long n = Math.max(tensor.size(0), tensor.size(1));
      tensor.copy_(Tensor.eye(n).narrow(0, 0, tensor.size(0)).narrow(1, 0, tensor.size(1)));
    };
  }

  private static void checkMatrix(Tensor tensor, String name) {
    if (tensor.dim() != 2) {
      throw new IllegalArgumentException("the parameter has shape "
          + Arrays.toString(tensor.shape()) + ": " + name + " fills matrices");
    }
  }
}
