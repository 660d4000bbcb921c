package org.ockham.schedule;

/** Tells when a metric has stopped becoming better. */
final class Plateau {

  private final ReduceLROnPlateau config;
  double best;
  int waited;
  int cooling;

  Plateau(ReduceLROnPlateau config) {
    this.config = config;
    best = config.worst();
  }

  /** Takes in a measurement; whether the rate is to be lowered now. */
  boolean isReached(double metric) {
    if (config.isBetter(metric, best)) {
      best = metric;
      waited = 0;
    } else {
      waited++;
    }
    if (cooling > 0) {
      cooling--;
      waited = 0;
    }
    if (waited > config.patience()) {
      cooling = config.cooldown();
      waited = 0;
      return true;
    }
    return false;
  }
}
