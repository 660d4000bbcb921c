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
 * by its value, to [−bound, bound].
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

  /** Clips the gradients of these parameters; returns the norm that they had together. */
  public double clip(Collection<Parameter> parameters) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      List<Tensor> gradients =
          parameters.stream().map(Parameter::grad).filter(Objects::nonNull).toList();
      if (gradients.isEmpty()) {
        return 0;
      }
      double total = Tensor.stack(gradients.stream().map(g -> g.norm(p)).toList(), 0)
          .norm(p)
          .item();
      double factor = Math.min(1, bound / (total + 1e-6));
      if (kind == Kind.VALUE) {
        gradients.forEach(gradient -> gradient.clamp_(-bound, bound));
      } else if (factor < 1) {
        gradients.forEach(gradient -> gradient.mul_(factor));
      }
      return total;
    }
  }
}
