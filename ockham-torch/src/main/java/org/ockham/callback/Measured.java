package org.ockham.callback;

import java.util.Map;
import java.util.function.DoubleConsumer;
import org.ockham.file.Log;
import org.ockham.train.Fit;
import org.slf4j.Logger;

/** When a metric has been measured: what belongs to validation once a validation, all else once an epoch, and never twice. */
record Measured(String tag) {

  private static final Logger LOG = Log.of(Measured.class);

  boolean isOfValidation() {
    return tag.startsWith("val/");
  }

  /** Whether it is a callback that logs it: then its last value counts. */
  boolean isLogged() {
    return !tag.startsWith("train/") && !isOfValidation();
  }

  /** Whether both are measured at the same events. */
  boolean isTogetherWith(Measured other) {
    return isOfValidation() == other.isOfValidation();
  }

  /** What it is measured once in, in words. */
  String unit() {
    return isOfValidation() ? "validations" : "epochs";
  }

  /** Passes it on if a validation has measured it. */
  void atValidation(Fit fit, Map<String, Double> metrics, DoubleConsumer use) {
    if (isOfValidation()) {
      pass(fit, metrics, use);
    }
  }

  /** Passes it on if an epoch has measured it, beside its validations. */
  void atEpoch(Fit fit, Map<String, Double> metrics, DoubleConsumer use) {
    if (!isOfValidation()) {
      pass(fit, metrics, use);
    }
  }

  private void pass(Fit fit, Map<String, Double> metrics, DoubleConsumer use) {
    Double value = metrics.get(tag);
    if (value == null && isLogged()) {
      value = fit.latest().get(tag);
    }
    if (value == null) {
      LOG.warn(
          "'{}' is monitored, but was not measured after step {} (epoch {}): nothing follows from it there",
          tag,
          fit.step(),
          fit.epoch());
    } else {
      use.accept(value);
    }
  }
}
