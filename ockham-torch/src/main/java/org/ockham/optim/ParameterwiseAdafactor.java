package org.ockham.optim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/** {@link Adafactor} at work. */
final class ParameterwiseAdafactor extends ParameterwiseOptimizer {

  private final Adafactor config;
  private final List<Map<String, Tensor>> factors = new ArrayList<>();

  ParameterwiseAdafactor(Map<String, Parameter> parameters, Adafactor config) {
    super(parameters, config.rate(), OptionalDouble.empty());
    this.config = config;
    for (Parameter parameter : parameters.values()) {
      factors.add(factors(parameter.value()));
    }
  }

  /** Means of squares: by row and by column of each matrix, or of each number where there are no rows. */
  private static Map<String, Tensor> factors(Tensor value) {
    if (value.dim() < 2) {
      return Map.of("variance", zeros(value, value.shape()));
    }
    long[] rows = value.shape();
    rows[rows.length - 1] = 1;
    long[] columns = value.shape();
    columns[columns.length - 2] = 1;
    Map<String, Tensor> both = new LinkedHashMap<>();
    both.put("row_var", zeros(value, rows));
    both.put("col_var", zeros(value, columns));
    return both;
  }

  private static Tensor zeros(Tensor like, long... shape) {
    return Tensor.zeros(like.dtype(), shape).to(like.device()).escape();
  }

  @Override
  void update(int i, Tensor value, Tensor gradient, int t) {
    double eps1 = value.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1.0f);
    double share = Math.pow(t, config.beta2Decay());
    double scale = Math.max(config.eps2(), rootMeanSquare(value));
    double rate = scale * Math.min(rate(), 1 / Math.sqrt(t));
    if (config.weightDecay() != 0) {
      value.mul_(1 - rate() * config.weightDecay());
    }
    Tensor step = variance(factors.get(i), gradient, share, eps1);
    step = step.clamp_(eps1 * eps1, null).rsqrt().mul_(gradient);
    double denominator = Math.max(1, rootMeanSquare(step) / config.d());
    value.add_(step, -rate / denominator);
  }

  private static Tensor variance(
      Map<String, Tensor> factors, Tensor gradient, double share, double eps1) {
    if (gradient.dim() < 2) {
      return requireNonNull(factors.get("variance"))
          .lerp_(gradient.square(), share)
          .copy();
    }
    Tensor squares = gradient.square();
    Tensor rows = requireNonNull(factors.get("row_var")).lerp_(squares.mean(-1, true), share);
    Tensor columns = requireNonNull(factors.get("col_var")).lerp_(squares.mean(-2, true), share);
    Tensor mean = rows.mean(-2, true).clamp_(eps1, null);
    return rows.matmul(columns).div_(mean);
  }

  private static double rootMeanSquare(Tensor x) {
    return Norm.of(x) / Math.sqrt((double) x.numel());
  }

  @Override
  protected Map<String, Tensor> memory() {
    Map<String, Tensor> state = new LinkedHashMap<>(super.memory());
    for (int i = 0; i < factors.size(); i++) {
      String prefix = name(i) + ".";
      factors.get(i).forEach((kind, tensor) -> state.put(prefix + kind, tensor));
    }
    return state;
  }
}
