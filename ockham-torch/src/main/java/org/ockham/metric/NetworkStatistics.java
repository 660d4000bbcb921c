package org.ockham.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.ockham.nn.Layer;
import org.ockham.tensor.DType;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * How large a network's weights and gradients are and how many weights are zero, at one moment.
 *
 * @param parameters what is known of each parameter, by its full name
 */
public record NetworkStatistics(Map<String, OfParameter> parameters) {

  /**
   * One parameter.
   *
   * @param count the number of numbers
   * @param zeros how many are exactly zero
   * @param norm the Euclidean norm √Σw²
   * @param gradientNorm the same of the gradient, not a number if there is none
   */
  public record OfParameter(long count, long zeros, double norm, double gradientNorm) {

    /** The share of exact zeros. */
    public double sparsity() {
      return (double) zeros / count;
    }
  }

  public NetworkStatistics {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Of all parameters as they are now. */
  public static NetworkStatistics of(Layer network) {
    Map<String, OfParameter> all = new LinkedHashMap<>();
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      network.parameters().forEach((name, parameter) -> {
        Tensor value = parameter.value();
        @Nullable Tensor gradient = parameter.grad();
        all.put(
            name,
            new OfParameter(
                parameter.count(),
                value.eq(0).sum().itemLong(),
                norm(value),
                gradient == null ? Double.NaN : norm(gradient)));
      });
    }
    return new NetworkStatistics(all);
  }

  /** In double precision: squares of large FLOAT32 numbers would overflow. */
  private static double norm(Tensor tensor) {
    return tensor.to(DType.FLOAT64).norm().item();
  }

  /** The share of numbers that are exactly zero. */
  public double sparsity() {
    return sum(OfParameter::zeros) / sum(OfParameter::count);
  }

  /** The Euclidean norm of all parameters as one vector. */
  public double norm() {
    return Math.sqrt(sum(each -> each.norm() * each.norm()));
  }

  /** The Euclidean norm of all gradients as one vector; parameters without one count nothing. */
  public double gradientNorm() {
    return Math.sqrt(sum(
        each -> Double.isNaN(each.gradientNorm()) ? 0 : each.gradientNorm() * each.gradientNorm()));
  }

  private double sum(ToDoubleFunction<OfParameter> part) {
    return parameters.values().stream().mapToDouble(part).sum();
  }
}
