package org.ockham.lab.callback;

import org.ockham.callback.GuardRails;
import org.ockham.train.Callback;

/**
 * Says in words what goes wrong: {@link GuardRails}.
 *
 * @param deadShare which share of a layer's units must be dead to be told; default 0.5
 * @param patience for how many validations in a row overfitting must be seen to be told; default 5
 */
public record Rails(double deadShare, int patience) implements CallbackPlan {

  public Rails {
    new GuardRails.Config(deadShare, patience); // which judges
  }

  @Override
  public Callback callback() {
    return new GuardRails(new GuardRails.Config(deadShare, patience));
  }
}
