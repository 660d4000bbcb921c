package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * w / σ(w), σ the largest singular value of the weight as a matrix [out, *]: no layer can enlarge a difference of its inputs.
 * σ = uᵀ·w·v is followed by power iterations, one or more whenever the layer is applied in training; in evaluation u and v
 * stay (Miyato et al. 2018, <a href="https://arxiv.org/abs/1802.05957">arXiv:1802.05957</a>).
 *
 * <pre>{@code
 * Linear fc = SpectralNorm.on(new Linear(784, 256));
 * }</pre>
 *
 * <p>The state dict has w as {@code parametrizations.weight.original}, u and v as {@code parametrizations.weight.0._u} and
 * {@code _v}.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.spectral_norm.html">torch.nn.utils.parametrizations.spectral_norm</a>
 */
public final class SpectralNorm extends Parametrization {

  /** As many as PyTorch makes before the first use. */
  private static final int FIRST_ITERATIONS = 15;

  private final Parameter original;
  private final Buffer u;
  private final Buffer v;
  private final int iterations;
  private final int dim;
  private final double eps;

  private SpectralNorm(
      Layer layer,
      String name,
      Parameter target,
      Parameter original,
      Buffer u,
      Buffer v,
      int iterations,
      int dim,
      double eps) {
    super(layer, name, target);
    this.original = original;
    this.u = u;
    this.v = v;
    this.iterations = iterations;
    this.dim = dim;
    this.eps = eps;
  }

  /**
   * On the layer's {@code weight}, its outputs' dimension as rows (1 in a transposed convolution, else 0), one iteration a step, ε
   * = 1e-12; returns the layer.
   */
  public static <L extends Layer> L on(L layer) {
    return on(layer, "weight", 1, layer instanceof ConvTranspose ? 1 : 0, 1e-12);
  }

  /**
   * With more arguments; returns the layer.
   *
   * @param layer the layer
   * @param name its parameter
   * @param iterations how many a step
   * @param dim the outputs' dimension: 0, for transposed convolutions 1
   * @param eps the least length that u and v are divided by
   */
  public static <L extends Layer> L on(L layer, String name, int iterations, int dim, double eps) {
    Check.positive("n_power_iterations", iterations);
    Check.positive("eps", eps);
    Parameter taken = take(layer, name);
    long[] shape = taken.memory().shape();
    if (dim < 0 || dim >= shape.length) {
      layer.parts().parameters.put(name, taken);
      throw new IllegalArgumentException(
          "dim is " + dim + ": the parameter '" + name + "' has " + shape.length + " dimensions");
    }
    String prefix = "parametrizations." + name + ".";
    Parameter original = standIn(layer, prefix + "original", taken);
    long rows = shape[dim];
    Buffer u = new Buffer(Tensor.zeros(rows));
    Buffer v = new Buffer(Tensor.zeros(taken.count() / rows));
    layer.parts().buffers.put(prefix + "0._u", u);
    layer.parts().buffers.put(prefix + "0._v", v);
    SpectralNorm norm = new SpectralNorm(layer, name, taken, original, u, v, iterations, dim, eps);
    layer.parts().parametrizations.add(norm);
    if (original.isInitialized()) {
      norm.start(RandomKey.of(0).fold(name));
    }
    return layer;
  }

  @Override
  Tensor compute() {
    Tensor weight = original.value();
    Tensor matrix = matrix(weight);
    if (layer.isTraining()) {
      iterate(matrix, iterations);
    }
    // Copies: the next step's iteration must not change what this one's backward pass needs.
    Tensor left = u.value().copy();
    Tensor right = v.value().copy();
    return weight.div(left.dot(matrix.matmul(right)));
  }

  @Override
  void start(RandomKey key) {
    try (NoGrad off = NoGrad.on()) {
      draw(u, key.fold("u"));
      draw(v, key.fold("v"));
      normalize(u, u.value());
      normalize(v, v.value());
    }
    iterate(matrix(original.memory()), FIRST_ITERATIONS);
  }

  /** On the CPU, where the generator is. */
  private static void draw(Buffer buffer, RandomKey key) {
    Tensor value = buffer.value();
    value.copy_(Tensor.empty(value.dtype(), value.shape()).normal_(0, 1, key.generator()));
  }

  private void iterate(Tensor matrix, int times) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      for (int i = 0; i < times; i++) {
        normalize(u, matrix.matmul(v.value()));
        normalize(v, matrix.t().matmul(u.value()));
      }
    }
  }

  private void normalize(Buffer buffer, Tensor vector) {
    buffer.value().copy_(vector.div(Math.max(vector.norm().item(), eps)));
  }

  private Tensor matrix(Tensor weight) {
    Tensor first = dim == 0 ? weight : weight.transpose(0, dim);
    return first.flatten(1);
  }

  @Override
  Parametrization copy(LayerCopy copies) {
    return new SpectralNorm(
        copies.copyOf(layer),
        name,
        copies.copyOf(target),
        copies.copyOf(original),
        copies.copyOf(u),
        copies.copyOf(v),
        iterations,
        dim,
        eps);
  }
}
