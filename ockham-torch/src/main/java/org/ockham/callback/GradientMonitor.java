package org.ockham.callback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.board.Histogram;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.state.SavedState;
import org.ockham.tensor.DType;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Logs the Euclidean norms of the gradients that steps are made with, penalties and clipping done: of each parameter under {@code
 * gradient_norm/fc1.weight}, of all as one vector under {@code gradient_norm}. If asked for also how the gradient of the loss at the
 * input of each linear layer is distributed, under {@code input_gradient/fc1}.
 *
 * <pre>{@code
 * GradientMonitor.everySteps(50).inputHistograms(20)
 * }</pre>
 *
 * <p>For the histograms, few a run, the step's batch goes through the network once more, as a whole: they do not depend on how
 * the batch is cut, and nothing of the step changes.
 */
public final class GradientMonitor implements Callback {

  private static final String TAG = "gradient_norm";

  /**
   * The settings.
   *
   * @param everySteps steps from one measurement of the norms to the next; default 50
   * @param inputHistograms how many histograms of each linear layer's input gradient there are at most in a run; default 0
   */
  public record Config(int everySteps, int inputHistograms) {

    public Config {
      Check.positive("everySteps", everySteps);
      Check.atLeast("inputHistograms", inputHistograms, 0);
    }
  }

  private final Config config;
  private final EvenSpread spread;
  private final Map<String, Double> norms = new LinkedHashMap<>();
  private final Map<String, Histogram> histograms = new LinkedHashMap<>();

  /** With these settings. */
  public GradientMonitor(Config config) {
    this.config = config;
    spread = new EvenSpread(Math.max(1, config.inputHistograms));
  }

  /** The norms at every 50th step. */
  public static GradientMonitor standard() {
    return everySteps(50);
  }

  /** The norms at every step whose number this divides. */
  public static GradientMonitor everySteps(int steps) {
    return new GradientMonitor(new Config(steps, 0));
  }

  /** At most so many histograms of each linear layer's input gradient, at equal distances over the run. */
  public GradientMonitor inputHistograms(int most) {
    return new GradientMonitor(Copy.of(config, "inputHistograms", most));
  }

  /** The settings. */
  public Config config() {
    return config;
  }

  @Override
  public List<String> tags(Fit fit) {
    List<String> tags = new ArrayList<>(List.of(TAG));
    fit.module().network().parameters().keySet().forEach(name -> tags.add(TAG + "/" + name));
    return tags;
  }

  @Override
  public void onFitStart(Fit fit) {
    spread.start();
    norms.clear();
    histograms.clear();
  }

  @Override
  public void onGradients(Fit fit) {
    long step = fit.step() + 1; // the one under way
    if (step % config.everySteps == 0) {
      measure(fit.module().network().parameters());
    }
    if (config.inputHistograms > 0 && spread.isDue(step, fit.expectedSteps())) {
      histograms.putAll(InputGradients.of(fit));
    }
  }

  /** In double precision: squares of large FLOAT32 numbers would overflow. */
  private void measure(Map<String, Parameter> parameters) {
    double squares = 0;
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      for (Map.Entry<String, Parameter> each : parameters.entrySet()) {
        @Nullable Tensor gradient = each.getValue().grad();
        if (gradient != null) {
          double norm = gradient.to(DType.FLOAT64).norm().item();
          norms.put(TAG + "/" + each.getKey(), norm);
          squares += norm * norm;
        }
      }
    }
    norms.put(TAG, Math.sqrt(squares));
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    if (!norms.isEmpty()) {
      fit.log(norms); // now the step is counted that they belong to
      norms.clear();
    }
    histograms.forEach((path, histogram) -> fit.log("input_gradient/" + path, histogram));
    histograms.clear();
  }

  @Override
  public SavedState state() {
    return SavedState.of(Map.of("taken", spread.taken()));
  }

  @Override
  public void restore(SavedState saved) {
    spread.restore(saved.whole("taken"));
  }
}
