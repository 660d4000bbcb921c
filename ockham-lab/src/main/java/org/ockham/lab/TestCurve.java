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
  private final Trainer trainer;

  TestCurve(DataModule data) {
    this.data = data;
    this.trainer = Trainer.builder().build();
  }

  @Override
  public List<String> tags(Fit fit) {
    return List.of("test/loss");
  }

  @Override
  public void onValidationEnd(Fit fit, Map<String, Double> metrics) {
    fit.log(trainer.test(fit.module(), data.test()).values());
  }
}
