package org.ockham.lab.callback;

import org.ockham.callback.DeviceStatsMonitor;
import org.ockham.train.Callback;

/** Logs processor time and memory: {@link DeviceStatsMonitor}. Its numbers differ from run to run. */
public record DeviceStats() implements CallbackPlan {

  @Override
  public Callback callback() {
    return DeviceStatsMonitor.standard();
  }
}
