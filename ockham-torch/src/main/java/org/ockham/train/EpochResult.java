package org.ockham.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An epoch that is over.
 *
 * @param epoch from 1
 * @param step optimiser steps done since the start
 * @param metrics what was measured, by tag; those of validation only where it was validated
 * @param seconds how long it took, validation included
 */
public record EpochResult(int epoch, long step, Map<String, Double> metrics, double seconds) {

  public EpochResult {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
