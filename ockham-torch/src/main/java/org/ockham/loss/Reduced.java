package org.ockham.loss;

import org.ockham.tensor.Reduction;

/** A loss that joins its elements as its reduction says. */
public interface Reduced extends Loss {

  /** How the losses of a batch become one, or that they do not. */
  Reduction reduction();

  @Override
  default boolean isSum() {
    return reduction() == Reduction.SUM;
  }
}
