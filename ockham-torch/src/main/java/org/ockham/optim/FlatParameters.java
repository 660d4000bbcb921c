package org.ockham.optim;

import java.util.Collection;
import java.util.List;
import org.ockham.nn.Parameter;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/** All parameters as one vector. */
final class FlatParameters {

  private static final Operator JOIN = Operator.named("aten::cat.out");

  private final List<Parameter> parameters;

  FlatParameters(Collection<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  long size() {
    return parameters.stream().mapToLong(Parameter::count).sum();
  }

  /** Like the first parameter: zeros, taken out of every scope. */
  Tensor zeros() {
    Tensor like = parameters.get(0).value();
    return Tensor.zeros(like.dtype(), size()).to(like.device()).escape();
  }

  /** A copy of their values. */
  Tensor values() {
    return Tensor.cat(
        parameters.stream().map(p -> p.value().detach().reshape(p.count())).toList(), 0);
  }

  /** A copy of their gradients, zero where there is none. */
  Tensor gradients() {
    return Tensor.cat(parameters.stream().map(FlatParameters::gradient).toList(), 0);
  }

  /** The same into a vector that is there. */
  void gradients(Tensor into) {
    JOIN.call(parameters.stream().map(FlatParameters::gradient).toList(), 0, into);
  }

  private static Tensor gradient(Parameter parameter) {
    Tensor gradient = parameter.grad();
    Tensor value = parameter.value();
    return gradient != null
        ? gradient.reshape(parameter.count())
        : Tensor.zeros(value.dtype(), parameter.count()).to(value.device());
  }

  /** θ ← x. */
  void set(Tensor x) {
    try (NoGrad off = NoGrad.on()) {
      long from = 0;
      for (Parameter parameter : parameters) {
        long to = from + parameter.count();
        parameter
            .value()
            .copy_(x.narrow(0, from, to - from).reshape(parameter.value().shape()));
        from = to;
      }
    }
  }

  /** θ ← θ + t · d. */
  void add(Tensor d, double t) {
    try (NoGrad off = NoGrad.on()) {
      long from = 0;
      for (Parameter parameter : parameters) {
        long to = from + parameter.count();
        parameter
            .value()
            .add_(d.narrow(0, from, to - from).reshape(parameter.value().shape()), t);
        from = to;
      }
    }
  }
}
