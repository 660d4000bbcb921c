package org.ockham.regularize;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.optim.Optimizer;
import org.ockham.tensor.Tensor;
import org.ockham.train.ParameterRegularizer;
import org.ockham.train.Step;

/**
 * R = λΣ√n · ‖w_g‖, where a group g is the n weights of one output (a row of a matrix, a filter; in a transposed convolution of one input): whole neurons vanish (Yuan,
 * Lin 2006, <a href="https://doi.org/10.1111/j.1467-9868.2005.00532.x">Group lasso</a>). By its subgradient λ√n · w / ‖w‖, or by
 * a proximal step after the optimiser's, w_g ← w_g · max(0, 1 − ηλ√n / ‖w_g‖), which gives exact zeros.
 *
 * @param lambda λ
 * @param proximal whether by proximal step; default false
 * @param on what it applies to; default weights
 */
public record GroupLasso(double lambda, boolean proximal, Selection on)
    implements SubgradientPenalty, ParameterRegularizer {

  public GroupLasso {
    Check.notNegative("lambda", lambda);
  }

  /** By subgradient, on weights. */
  public static GroupLasso of(double lambda) {
    return new GroupLasso(lambda, false, Selection.weights());
  }

  /** The same by proximal step, or not. */
  public GroupLasso proximal(boolean proximal) {
    return new GroupLasso(lambda, proximal, on);
  }

  /** The same on these. */
  public GroupLasso on(Selection on) {
    return new GroupLasso(lambda, proximal, on);
  }

  @Override
  public Tensor loss(Tensor value) {
    Tensor groups = groups(value);
    return groups.norm(2, 1, false).sum().mul(lambda * Math.sqrt((double) groups.size(1)));
  }

  @Override
  public @Nullable Tensor gradient(Tensor value) {
    if (proximal) {
      return null;
    }
    Tensor groups = groups(value);
    // 0 where the whole group is 0: a subgradient there, and no division by 0.
    Tensor norms = groups.norm(2, 1, true).clamp_(Float.MIN_NORMAL, null);
    return groups
        .div(norms)
        .mul_(lambda * Math.sqrt((double) groups.size(1)))
        .reshape(value.shape());
  }

  @Override
  public void afterStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
    if (!proximal) {
      return;
    }
    on.of(parameters).forEach((name, parameter) -> {
      if (parameter.isTrained()) {
        Tensor groups = groups(parameter.value().detach());
        double threshold = optimizer.rateOf(name) * lambda * Math.sqrt((double) groups.size(1));
        Tensor norms = groups.norm(2, 1, true).clamp_(Float.MIN_NORMAL, null);
        Tensor factor = norms.reciprocal().mul_(-threshold).add_(1).clamp_(0, null);
        parameter.value().copy_(groups.mul(factor).reshape(parameter.value().shape()));
      }
    });
  }

  private static Tensor groups(Tensor value) {
    return value.dim() == 0 ? value.reshape(1, 1) : value.reshape(value.size(0), -1);
  }

  @Override
  public String describe() {
    return "group lasso: " + lambda + " · Σ√n·‖w of an output‖, by "
        + (proximal ? "proximal step (exact zeros)" : "subgradient") + ", on " + on;
  }
}
