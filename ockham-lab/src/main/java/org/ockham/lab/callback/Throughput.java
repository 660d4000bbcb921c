package org.ockham.lab.callback;

import org.ockham.callback.ThroughputMonitor;
import org.ockham.train.Callback;

/** Logs how fast training is: {@link ThroughputMonitor}. Its numbers differ from run to run. */
public record Throughput() implements CallbackPlan {

  @Override
  public Callback callback() {
    return ThroughputMonitor.standard();
  }
}
