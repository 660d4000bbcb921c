package org.ockham.lab.callback;

import org.ockham.callback.GradientMonitor;
import org.ockham.train.Callback;

/**
 * Logs the gradients: {@link GradientMonitor}.
 *
 * @param everySteps steps from one measurement of the norms to the next; default 50
 * @param inputHistograms how many histograms of the gradient at each linear layer's input there are at most in a run; default 0
 */
public record GradientNorms(int everySteps, int inputHistograms) implements CallbackPlan {

  public GradientNorms {
    new GradientMonitor.Config(everySteps, inputHistograms); // which judges
  }

  @Override
  public Callback callback() {
    return new GradientMonitor(new GradientMonitor.Config(everySteps, inputHistograms));
  }
}
