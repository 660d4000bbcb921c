package org.ockham.train;

import org.jspecify.annotations.Nullable;

/** A callback that keeps the weights best in a metric; {@link FitResult#best(String)} has them. */
public interface WeightSelector extends Callback {

  /** What it keeps the best in. */
  Monitor monitor();

  /** What it has kept of the fit under way, or of the last; null if nothing was measured. */
  @Nullable
  Weights best();
}
