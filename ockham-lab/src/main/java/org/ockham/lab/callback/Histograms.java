package org.ockham.lab.callback;

import org.ockham.callback.WeightHistograms;
import org.ockham.nn.Selection;
import org.ockham.train.Callback;

/**
 * Logs how the numbers of parameters are distributed: {@link WeightHistograms}.
 *
 * @param most how many histograms of each there are at most in a run; default 20
 * @param on which parameters; default weights
 */
public record Histograms(int most, Selection on) implements CallbackPlan {

  public Histograms {
    WeightHistograms.of(most); // which judges
  }

  @Override
  public Callback callback() {
    return WeightHistograms.of(most).on(on);
  }
}
