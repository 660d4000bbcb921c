package org.ockham.loss;

import org.ockham.tensor.Reduction;

/** A loss that joins its elements as its reduction says. */
interface Reduced extends Loss {

  Reduction reduction();

  @Override
  default boolean isSum() {
    return reduction() == Reduction.SUM;
  }
}
