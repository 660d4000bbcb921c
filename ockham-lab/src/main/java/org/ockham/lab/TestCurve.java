package org.ockham.lab;

import java.util.List;
import java.util.Map;
import org.ockham.data.DataModule;
import org.ockham.train.Callback;
import org.ockham.train.Fit;
import org.ockham.train.Trainer;

/**
 * Logs what the weights are worth on the test data whenever they are validated, to be looked at when all is decided. Nothing can select by
 * it: metrics of the test data cannot be monitored.
 */
final class TestCurve implements Callback {

  private final DataModule data;

  TestCurve(DataModule data) {
    this.data = data;
  }

  @Override
  public List<String> tags(Fit fit) {
    return List.of("test/loss");
  }

  @Override
  public void onValidationEnd(Fit fit, Map<String, Double> metrics) {
    // Where the network is: another device's trainer would take it there, and its optimiser would
    // be left behind.
    Trainer trainer = Trainer.builder().device(fit.device()).build();
    fit.log(trainer.test(fit.module(), data.test()).values());
  }
}
