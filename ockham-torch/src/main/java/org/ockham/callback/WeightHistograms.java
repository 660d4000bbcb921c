package org.ockham.callback;

import java.util.Map;
import org.ockham.board.Histogram;
import org.ockham.nn.Selection;
import org.ockham.state.SavedState;
import org.ockham.tensor.Scope;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Logs how the numbers of each parameter are distributed, under {@code weights/fc1.weight}: at most so many times a run, at equal
 * distances over the steps that it is expected to have, the first and the last among them.
 *
 * <pre>{@code
 * WeightHistograms.of(20).on(Selection.named("fc*"))
 * }</pre>
 */
public final class WeightHistograms implements Callback {

  private final int most;
  private final Selection on;
  private final EvenSpread spread;

  private WeightHistograms(int most, Selection on) {
    this.most = most;
    this.on = on;
    spread = new EvenSpread(most);
  }

  /** At most 20 histograms of each weight a run. */
  public static WeightHistograms standard() {
    return of(20);
  }

  /** At most so many histograms of each weight a run, at least 1. */
  public static WeightHistograms of(int most) {
    return new WeightHistograms(most, Selection.weights());
  }

  /** Of these parameters; default {@linkplain Selection#weights weights}. */
  public WeightHistograms on(Selection on) {
    return new WeightHistograms(most, on);
  }

  @Override
  public void onFitStart(Fit fit) {
    Map<String, ?> chosen = on.of(fit.module().network().parameters());
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "histograms of " + on + ": the network has no such parameter," + " there are "
              + fit.module().network().parameters().keySet());
    }
    spread.start();
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    if (spread.isDue(fit.step(), fit.expectedSteps())) {
      on.of(fit.module().network().parameters()).forEach((name, parameter) -> {
        try (Scope scope = Scope.open()) {
          fit.log("weights/" + name, Histogram.of(parameter.value().toFloats()));
        }
      });
    }
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
