package org.ockham.optim;

import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;

/**
 * {@link Adam} with weight decay apart from the gradient: θ ← θ − ηλθ before Adam's step, which does not see λ (Loshchilov,
 * Hutter 2019, <a href="https://arxiv.org/abs/1711.05101">arXiv:1711.05101</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html">torch.optim.AdamW</a>
 *
 * @param rate the learning rate η; default 1e-3
 * @param beta1 decay of the mean gradient; default 0.9
 * @param beta2 decay of the mean squared gradient; default 0.999
 * @param eps ε, below which gradients are taken for noise; default 1e-8, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 1e-2
 * @param amsgrad whether v̂ never falls (Reddi et al. 2018); default false
 */
public record AdamW(
    double rate, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
    implements GradientConfig {

  public AdamW {
    Check.notNegative("rate", rate);
    Check.decay("beta1", beta1);
    Check.decay("beta2", beta2);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static AdamW rate(double rate) {
    return new AdamW(rate, 0.9, 0.999, 1e-8, 1e-2, false);
  }

  public AdamW betas(double beta1, double beta2) {
    return Copy.of(this, Map.of("beta1", beta1, "beta2", beta2));
  }

  public AdamW eps(double eps) {
    return Copy.of(this, "eps", eps);
  }

  @Override
  public AdamW weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  public AdamW amsgrad(boolean amsgrad) {
    return Copy.of(this, "amsgrad", amsgrad);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    Adam adam = new Adam(rate, beta1, beta2, eps, weightDecay, amsgrad);
    return adam.rules("aten::_fused_adamw_", parameters);
  }
}
