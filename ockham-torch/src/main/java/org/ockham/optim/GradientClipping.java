package org.ockham.optim;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.ockham.nn.Parameter;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Bounds gradients before a step: by their norm, g ← g · min(1, bound / (‖g‖ + 1e-6)) with ‖g‖ the p-norm over all
 * parameters together (Pascanu et al. 2013, <a href="https://arxiv.org/abs/1211.5063">arXiv:1211.5063</a>), or each element
 * by its value, to [−bound, bound]. The norm does not overflow, whatever finite numbers it is of.
 *
 * <p>A gradient that is no number is refused before anything is changed, and by norm an infinite one too: no factor makes a
 * direction of it. That is PyTorch's {@code error_if_nonfinite=True}; its default makes all gradients NaN.
 *
 * @param kind which of the two
 * @param bound above 0
 * @param p of the norm: 2 is Euclid's, {@link Double#POSITIVE_INFINITY} the largest element; default 2
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html">clip_grad_norm_</a>
 */
public record GradientClipping(Kind kind, double bound, double p) {

  /** What is bounded. */
  public enum Kind {
    NORM,
    VALUE
  }

  public GradientClipping {
    if (!(bound > 0)) {
      throw new IllegalArgumentException(
          "the bound of gradient clipping is " + bound + ": it must be above 0");
    }
    if (!(p > 0)) {
      throw new IllegalArgumentException("p of gradient clipping is " + p + ": it must be above 0");
    }
  }

  /** By the Euclidean norm of all gradients together. */
  public static GradientClipping norm(double bound) {
    return new GradientClipping(Kind.NORM, bound, 2);
  }

  /** By the p-norm of all gradients together. */
  public static GradientClipping norm(double bound, double p) {
    return new GradientClipping(Kind.NORM, bound, p);
  }

  /** Each element by itself. */
  public static GradientClipping value(double bound) {
    return new GradientClipping(Kind.VALUE, bound, 2);
  }

  /**
   * Clips the gradients of these parameters; returns the norm that they had together.
   *
   * @throws ArithmeticException if a gradient is not a number, or, by norm, infinite; no gradient is changed then
   */
  public double clip(Collection<Parameter> parameters) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      List<Tensor> gradients =
          parameters.stream().map(Parameter::grad).filter(Objects::nonNull).toList();
      double total = Norm.of(gradients, p);
      if (Double.isNaN(total) || (kind == Kind.NORM && Double.isInfinite(total))) {
        throw new ArithmeticException(refusal(parameters, total));
      }
      double factor = bound / (total + 1e-6);
      if (kind == Kind.VALUE) {
        gradients.forEach(gradient -> gradient.clamp_(-bound, bound));
      } else if (factor < Float.MIN_NORMAL) {
        // As a FLOAT32 the factor would be 0.
        double half = Math.sqrt(factor);
        gradients.forEach(gradient -> gradient.mul_(half).mul_(half));
      } else if (factor < 1) {
        gradients.forEach(gradient -> gradient.mul_(factor));
      }
      return total;
    }
  }

  private String refusal(Collection<Parameter> parameters, double total) {
    for (Parameter parameter : parameters) {
      Tensor gradient = parameter.grad();
      double largest =
          gradient == null ? 0 : gradient.norm(Double.POSITIVE_INFINITY).item();
      if (!Double.isFinite(largest)) {
        return "the gradient of '" + parameter.name() + "' of " + parameter.owner() + " holds "
            + largest + ", which cannot be clipped: try a lower learning rate, or look for a"
            + " division by 0 or the logarithm of 0 in network and loss";
      }
    }
    return "the " + p + "-norm of the gradients is " + total + ": choose a larger p";
  }
}
