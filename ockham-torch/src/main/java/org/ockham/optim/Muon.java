package org.ockham.optim;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Tensor;

/**
 * SGD with momentum whose step, for each weight matrix, is made orthogonal: b ← μb + (1 − μ)g, o = the five Newton–Schulz steps X ← aX +
 * (bA + cA²)X, A = XXᵀ, from X = (g + μ(b − g)) / ‖…‖, θ ← θ − ηλθ, θ ← θ − η√max(1, rows / columns) · o (Jordan et al. 2024, <a
 * href="https://kellerjordan.github.io/posts/muon/">Muon</a>). Kernels of convolutions are taken as matrices [out, rest]. It is for
 * the matrices inside a network; biases, norms and the last layer want another optimiser, as a {@linkplain OptimizerConfig#group
 * group}:
 *
 * <pre>{@code
 * AdamW.rate(1e-3).group(Selection.weights().and(Selection.named("head.*").not()), Muon.rate(0.02))
 * }</pre>
 *
 * <p>Unlike PyTorch's, it computes in the parameter's own precision, not in bfloat16.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Muon.html">torch.optim.Muon</a>
 *
 * @param rate the learning rate η; default 0.001
 * @param momentum μ; default 0.95
 * @param nesterov whether the momentum looks ahead; default true
 * @param weightDecay λ, decoupled; default 0.1
 * @param steps Newton–Schulz steps; default 5
 * @param eps the least norm divided by; default 1e-7, at least {@link #LEAST_EPS}
 */
public record Muon(
    double rate, double momentum, boolean nesterov, double weightDecay, int steps, double eps)
    implements GradientConfig {

  public Muon {
    Check.notNegative("rate", rate);
    Check.decay("momentum", momentum);
    Check.notNegative("weightDecay", weightDecay);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.atLeast("steps", steps, 1);
  }

  /** This rate, all else at its default. */
  public static Muon rate(double rate) {
    return new Muon(rate, 0.95, true, 0.1, 5, 1e-7);
  }

  /** The same with this momentum. */
  public Muon momentum(double momentum) {
    return Copy.of(this, "momentum", momentum);
  }

  /** The same with this nesterov. */
  public Muon nesterov(boolean nesterov) {
    return Copy.of(this, "nesterov", nesterov);
  }

  @Override
  public Muon weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  /** The same with this steps. */
  public Muon steps(int steps) {
    return Copy.of(this, "steps", steps);
  }

  /** The same with this eps. */
  public Muon eps(double eps) {
    return Copy.of(this, "eps", eps);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return List.of(new Step(new ParameterGroup(parameters, rate, OptionalDouble.of(momentum))));
  }

  private final class Step extends ParameterwiseRule {

    // The quintic's factors (Jordan et al.): steep at 0, so that small singular values grow fast.
    private static final double A = 3.4445;
    private static final double B = -4.7750;
    private static final double C = 2.0315;

    private final Slot buffers = slot("momentum_buffer");

    Step(ParameterGroup group) {
      super(group);
      group.parameters().forEach((name, parameter) -> {
        if (parameter.dimensions() < 2) {
          throw new IllegalArgumentException("Muon cannot train " + name + " of shape "
              + Arrays.toString(parameter.value().shape()) + ", it needs matrices: give it a group,"
              + " AdamW.rate(1e-3).group(Selection.weights(), Muon.rate(0.02))");
        }
      });
    }

    @Override
    void update(int i, Tensor value, Tensor gradient, int t) {
      Tensor buffer = buffers.of(i).lerp_(gradient, 1 - momentum());
      Tensor ahead = nesterov ? gradient.lerp(buffer, momentum()) : buffer;
      Tensor matrix = ahead.reshape(ahead.size(0), -1);
      if (weightDecay != 0) {
        value.mul_(1 - rate() * weightDecay);
      }
      double shape = Math.sqrt(Math.max(1, (double) matrix.size(0) / matrix.size(1)));
      value.add_(orthogonal(matrix).reshape(value.shape()), -rate() * shape);
    }

    /** The matrix with its singular values brought close to 1. */
    private Tensor orthogonal(Tensor matrix) {
      boolean tall = matrix.size(0) > matrix.size(1);
      Tensor x = tall ? matrix.t() : matrix;
      x = x.div(Math.max(Norm.of(x), eps));
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
      for (int k = 0; k < steps; k++) {
        Tensor factor = gram.matmul(gram).mul_(C).add_(gram, B).add_(identity, A);
        product = k == 0 ? factor : factor.matmul(product);
        if (k + 1 < steps) {
          gram = factor.matmul(gram).matmul(factor);
        }
      }
      return product.matmul(x);
    }

    private Tensor onBothSides(Tensor matrix) {
      Tensor x = matrix;
      for (int k = 0; k < steps; k++) {
        Tensor gram = x.matmul(x.t());
        Tensor update = gram.matmul(gram).mul_(C).add_(gram, B);
        x = update.matmul(x).add_(x, A);
      }
      return x;
    }
  }
}
