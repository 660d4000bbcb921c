package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

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
    implements OptimizerConfig {

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
    return new Muon(rate, momentum, nesterov, weightDecay, steps, eps);
  }

  /** The same with this nesterov. */
  public Muon nesterov(boolean nesterov) {
    return new Muon(rate, momentum, nesterov, weightDecay, steps, eps);
  }

  @Override
  public Muon weightDecay(double weightDecay) {
    return new Muon(rate, momentum, nesterov, weightDecay, steps, eps);
  }

  /** The same with this steps. */
  public Muon steps(int steps) {
    return new Muon(rate, momentum, nesterov, weightDecay, steps, eps);
  }

  /** The same with this eps. */
  public Muon eps(double eps) {
    return new Muon(rate, momentum, nesterov, weightDecay, steps, eps);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new ParameterwiseMuon(parameters, this);
  }
}
