package org.ockham.lab.callback;

import org.ockham.callback.LearningRateMonitor;
import org.ockham.train.Callback;

/**
 * Logs the learning rates: {@link LearningRateMonitor}.
 *
 * @param everyStep whether after every step, else after every epoch; default false
 * @param momentum whether the momenta too; default false
 */
public record Rates(boolean everyStep, boolean momentum) implements CallbackPlan {

  @Override
  public Callback callback() {
    return new LearningRateMonitor(everyStep, momentum);
  }
}
