package org.ockham.callback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.optim.ParameterGroup;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Logs the learning rates that steps are made with: {@code lr} for the first group of parameters, {@code lr/1}, {@code lr/2} … for the
 * others; and if asked for the momenta, as {@code momentum}.
 *
 * @param everyStep whether after every step, else after every epoch, the rate of its last step
 * @param momentum whether the momenta too; default false
 */
public record LearningRateMonitor(boolean everyStep, boolean momentum) implements Callback {

  /** After every step. */
  public static LearningRateMonitor perStep() {
    return new LearningRateMonitor(true, false);
  }

  /** After every epoch, the rate of its last step. */
  public static LearningRateMonitor perEpoch() {
    return new LearningRateMonitor(false, false);
  }

  /** Whether the momenta are logged too. */
  public LearningRateMonitor momentum(boolean momentum) {
    return new LearningRateMonitor(everyStep, momentum);
  }

  @Override
  public List<String> tags(Fit fit) {
    return new ArrayList<>(values(fit).keySet());
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    if (everyStep) {
      fit.log(values(fit));
    }
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    if (!everyStep) {
      fit.log(values(fit));
    }
  }

  private Map<String, Double> values(Fit fit) {
    Map<String, Double> values = new LinkedHashMap<>();
    List<ParameterGroup> groups = fit.optimizer().groups();
    for (int i = 0; i < groups.size(); i++) {
      String number = i == 0 ? "" : "/" + i;
      values.put("lr" + number, groups.get(i).rate());
      if (momentum) {
        groups.get(i).momentum().ifPresent(value -> values.put("momentum" + number, value));
      }
    }
    return values;
  }
}
