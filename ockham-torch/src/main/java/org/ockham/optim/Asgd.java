package org.ockham.optim;

import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Operator.Tensors;

/**
 * SGD with a falling rate, and the mean of the path it took: θ ← (1 − λ₀ηₜ)θ − ηₜ · g with ηₜ = η / (1 + λ₀η(t − 1))^α, and ā ←
 * ā + (θ − ā) / max(1, t − 1 − t₀) (Polyak, Juditsky 1992, <a href="https://doi.org/10.1137/0330046">SIAM 30</a>). The mean is in
 * the {@linkplain Optimizer#state state}, as {@code fc1.weight.ax}: load it for prediction. Weight decay is coupled: g ← g + λθ
 * first. A rate that is changed acts at once (in PyTorch one step later).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.ASGD.html">torch.optim.ASGD</a>
 *
 * @param rate the learning rate η; default 0.01
 * @param lambd λ₀, decay; default 0.0001
 * @param alpha α, how fast the rate falls; default 0.75
 * @param t0 t₀, the step after which the mean is taken; default 1000000.0
 * @param weightDecay λ; default 0
 */
public record Asgd(double rate, double lambd, double alpha, double t0, double weightDecay)
    implements GradientConfig {

  public Asgd {
    Check.notNegative("rate", rate);
    Check.notNegative("lambd", lambd);
    Check.notNegative("alpha", alpha);
    Check.notNegative("t0", t0);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static Asgd rate(double rate) {
    return new Asgd(rate, 0.0001, 0.75, 1000000.0, 0);
  }

  /** The same with this lambd. */
  public Asgd lambd(double lambd) {
    return Copy.of(this, "lambd", lambd);
  }

  /** The same with this alpha. */
  public Asgd alpha(double alpha) {
    return Copy.of(this, "alpha", alpha);
  }

  /** The same with this t0. */
  public Asgd t0(double t0) {
    return Copy.of(this, "t0", t0);
  }

  @Override
  public Asgd weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return List.of(new Step(new ParameterGroup(parameters, rate)));
  }

  private final class Step extends ElementwiseRule {

    private final Slot mean = slot("ax");

    Step(ParameterGroup group) {
      super(group);
    }

    @Override
    void update(Slice slice, int t) {
      Tensors theta = slice.parameters();
      double eta = rate() / Math.pow(1 + lambd * rate() * (t - 1), alpha);
      // (1 − λ₀ηₜ)θ − ηₜ(g + λθ) is a plain step with both decays, in one pass.
      Foreach.descend(theta, slice.gradients(), lambd + weightDecay, eta);
      double share = 1 / Math.max(1, t - 1 - t0);
      if (share == 1) {
        Foreach.copy(slice.of(mean), theta);
      } else {
        Foreach.lerp(slice.of(mean), theta, share);
      }
    }
  }
}
