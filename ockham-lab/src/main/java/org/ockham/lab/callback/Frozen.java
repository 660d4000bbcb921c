package org.ockham.lab.callback;

import org.ockham.callback.Freeze;
import org.ockham.nn.Selection;
import org.ockham.train.Callback;

/**
 * Trains some parameters only from some epoch on: {@link Freeze}.
 *
 * @param on which parameters
 * @param until the epoch from which they are trained, the first being 1
 */
public record Frozen(Selection on, int until) implements CallbackPlan {

  public Frozen {
    Freeze.until(until, on); // which judges
  }

  @Override
  public Callback callback() {
    return Freeze.until(until, on);
  }

  @Override
  public boolean isLogging() {
    return false;
  }
}
