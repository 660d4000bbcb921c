package org.ockham.optim;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Tensor;

/** {@link Muon} at work. */
final class ParameterwiseMuon extends ParameterwiseOptimizer {

  // The quintic's factors (Jordan et al.): steep at 0, so that small singular values grow fast.
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;

  private final Muon config;

  ParameterwiseMuon(Map<String, Parameter> parameters, Muon config) {
    super(parameters, config.rate(), OptionalDouble.of(config.momentum()), "momentum_buffer");
    this.config = config;
    parameters.forEach((name, parameter) -> {
      if (parameter.dimensions() < 2) {
        throw new IllegalArgumentException("Muon cannot train " + name + " of shape "
            + Arrays.toString(parameter.value().shape()) + ", it needs matrices: give it a group,"
            + " AdamW.rate(1e-3).group(Selection.weights(), Muon.rate(0.02))");
      }
    });
  }

  @Override
  void update(int i, Tensor value, Tensor gradient, int t) {
    Tensor buffer = memory(0, i).lerp_(gradient, 1 - momentum().getAsDouble());
    Tensor ahead = config.nesterov() ? gradient.lerp(buffer, momentum().getAsDouble()) : buffer;
    Tensor matrix = ahead.reshape(ahead.size(0), -1);
    if (config.weightDecay() != 0) {
      value.mul_(1 - rate() * config.weightDecay());
    }
    double shape = Math.sqrt(Math.max(1, (double) matrix.size(0) / matrix.size(1)));
    value.add_(orthogonal(matrix).reshape(value.shape()), -rate() * shape);
  }

  /** The matrix with its singular values brought close to 1. */
  private Tensor orthogonal(Tensor matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    Tensor x = tall ? matrix.t() : matrix;
    x = x.div(Math.max(Norm.of(x), config.eps()));
    x = 2 * x.size(1) > 3 * x.size(0) ? onTheSmallSide(x) : onBothSides(x);
    return tall ? x.t() : x;
  }

  /**
   * Every step multiplies by a polynomial of A = XXᵀ from the left, and these commute: with Q = aI + bA + cA² the next A is QAQ,
   * so that all steps are made with small matrices, and only their product is applied to the long one.
   */
  private Tensor onTheSmallSide(Tensor x) {
    Tensor gram = x.matmul(x.t());
    Tensor identity = Tensor.eye(x.size(0)).to(x.dtype()).to(x.device());
    Tensor product = identity;
    for (int k = 0; k < config.steps(); k++) {
      Tensor factor = gram.matmul(gram).mul_(C).add_(gram, B).add_(identity, A);
      product = k == 0 ? factor : factor.matmul(product);
      if (k + 1 < config.steps()) {
        gram = factor.matmul(gram).matmul(factor);
      }
    }
    return product.matmul(x);
  }

  private Tensor onBothSides(Tensor matrix) {
    Tensor x = matrix;
    for (int k = 0; k < config.steps(); k++) {
      Tensor gram = x.matmul(x.t());
      Tensor update = gram.matmul(gram).mul_(C).add_(gram, B);
      x = update.matmul(x).add_(x, A);
    }
    return x;
  }
}
