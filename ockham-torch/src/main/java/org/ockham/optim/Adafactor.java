package org.ockham.optim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/**
 * Adam without momentum that remembers, of a matrix's squared gradients, only the means of rows R and columns C: with 1 − β̂ = t^γ,
 * V = RC / mean(R), U = g / √V, Û = U / max(1, RMS(U) / d), θ ← θ − max(ε₂, RMS(θ)) · min(η, 1/√t) · Û (Shazeer, Stern 2018, <a
 * href="https://arxiv.org/abs/1804.04235">arXiv:1804.04235</a>). Weight decay is decoupled: θ ← θ − ηλθ first. ε₁ is the type's
 * machine precision.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adafactor.html">torch.optim.Adafactor</a>
 *
 * @param rate the learning rate η; default 0.01
 * @param beta2Decay γ, below 0: how the memory lengthens; default -0.8
 * @param eps2 ε₂, the least scale of a parameter; default 0.001
 * @param d d, where updates are clipped, at least 1; default 1.0
 * @param weightDecay λ; default 0
 */
public record Adafactor(double rate, double beta2Decay, double eps2, double d, double weightDecay)
    implements GradientConfig {

  public Adafactor {
    Check.notNegative("rate", rate);
    Check.finite("beta2Decay", beta2Decay);
    Check.notNegative("eps2", eps2);
    if (!(d >= 1 && d < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("d is " + d + ": it must be finite and at least 1");
    }
    Check.notNegative("weightDecay", weightDecay);
    if (beta2Decay > 0) {
      throw new IllegalArgumentException("beta2Decay is " + beta2Decay + ": it must be at most 0");
    }
  }

  /** This rate, all else at its default. */
  public static Adafactor rate(double rate) {
    return new Adafactor(rate, -0.8, 0.001, 1.0, 0);
  }

  /** The same with this beta2Decay. */
  public Adafactor beta2Decay(double beta2Decay) {
    return Copy.of(this, "beta2Decay", beta2Decay);
  }

  /** The same with this eps2. */
  public Adafactor eps2(double eps2) {
    return Copy.of(this, "eps2", eps2);
  }

  /** The same with this d. */
  public Adafactor d(double d) {
    return Copy.of(this, "d", d);
  }

  @Override
  public Adafactor weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return List.of(new Step(new ParameterGroup(parameters, rate)));
  }

  private final class Step extends ParameterwiseRule {

    private static final String ROWS = "row_var";
    private static final String COLUMNS = "col_var";
    private static final String NUMBERS = "variance";

    /** Of each parameter the means of squares: by row and by column of each matrix, or of each number where there are no rows. */
    private final List<Map<String, Tensor>> means = new ArrayList<>();

    Step(ParameterGroup group) {
      super(group);
      group.parameters().values().forEach(parameter -> means.add(means(parameter.value())));
    }

    private static Map<String, Tensor> means(Tensor value) {
      if (value.dim() < 2) {
        return Map.of(NUMBERS, zeros(value, value.shape()));
      }
      long[] rows = value.shape();
      rows[rows.length - 1] = 1;
      long[] columns = value.shape();
      columns[columns.length - 2] = 1;
      Map<String, Tensor> both = new LinkedHashMap<>();
      both.put(ROWS, zeros(value, rows));
      both.put(COLUMNS, zeros(value, columns));
      return both;
    }

    private static Tensor zeros(Tensor like, long... shape) {
      return Tensor.zeros(like.dtype(), shape).to(like.device()).escape();
    }

    @Override
    void update(int i, Tensor value, Tensor gradient, int t) {
      double eps1 = value.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1.0f);
      double share = Math.pow(t, beta2Decay);
      double scale = Math.max(eps2, rootMeanSquare(value));
      double rate = scale * Math.min(rate(), 1 / Math.sqrt(t));
      if (weightDecay != 0) {
        value.mul_(1 - rate() * weightDecay);
      }
      Tensor step = variance(means.get(i), gradient, share, eps1);
      step = step.clamp_(eps1 * eps1, null).rsqrt().mul_(gradient);
      double denominator = Math.max(1, rootMeanSquare(step) / d);
      value.add_(step, -rate / denominator);
    }

    private static Tensor variance(
        Map<String, Tensor> means, Tensor gradient, double share, double eps1) {
      Tensor squares = gradient.square();
      if (gradient.dim() < 2) {
        return requireNonNull(means.get(NUMBERS)).lerp_(squares, share).copy();
      }
      Tensor rows = requireNonNull(means.get(ROWS)).lerp_(squares.mean(-1, true), share);
      Tensor columns = requireNonNull(means.get(COLUMNS)).lerp_(squares.mean(-2, true), share);
      Tensor mean = rows.mean(-2, true).clamp_(eps1, null);
      return rows.matmul(columns).div_(mean);
    }

    private static double rootMeanSquare(Tensor x) {
      return Norm.of(x) / Math.sqrt((double) x.numel());
    }

    @Override
    protected Map<String, Tensor> state() {
      Map<String, Tensor> state = new LinkedHashMap<>(super.state());
      for (int i = 0; i < means.size(); i++) {
        String prefix = name(i) + ".";
        means.get(i).forEach((slot, tensor) -> state.put(prefix + slot, tensor));
      }
      return state;
    }
  }
}
