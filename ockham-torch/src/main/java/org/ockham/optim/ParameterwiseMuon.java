package org.ockham.optim;

import java.util.Arrays;
import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.optim.Memory.Kind;
import org.ockham.tensor.Tensor;

/** {@link Muon} at work. */
final class ParameterwiseMuon extends ParameterwiseOptimizer {

  // The quintic's factors (Jordan et al.): steep at 0, so that small singular values grow fast.
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;

  private final Muon config;

  ParameterwiseMuon(Map<String, Parameter> parameters, Muon config) {
    super(parameters, config.rate(), config.momentum(), Kind.zeros("momentum_buffer"));
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
    Tensor buffer = memory(0, i).lerp_(gradient, 1 - momentum());
    Tensor ahead = config.nesterov() ? gradient.lerp(buffer, momentum()) : buffer;
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
    x = x.div(Math.max(x.norm().item(), config.eps()));
    for (int k = 0; k < config.steps(); k++) {
      Tensor gram = x.matmul(x.t());
      Tensor update = gram.matmul(gram).mul_(C).add_(gram, B);
      x = update.matmul(x).add_(x, A);
    }
    return tall ? x.t() : x;
  }
}
