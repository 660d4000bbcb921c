package org.ockham.lab.baseline;

import org.ockham.train.Metrics;

/**
 * What a simple predictor comes to on the data of a run, in the run's own measures.
 *
 * @param name {@code majority}, {@code mean} or {@code linear}
 * @param validation on the validation data of the run
 * @param test on its test data
 */
public record Baseline(String name, Metrics validation, Metrics test) {}
