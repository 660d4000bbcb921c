package org.ockham.train;

import org.ockham.check.Check;

/**
 * When a network is validated.
 *
 * @param every how often; in any case after the last epoch, unless the fit is stopped at an epoch's end
 * @param sanityBatches validation batches that are tried before the first step
 */
public record Validation(Interval every, int sanityBatches) {

  public Validation {
    Check.positive("sanityValidation", sanityBatches);
  }
}
