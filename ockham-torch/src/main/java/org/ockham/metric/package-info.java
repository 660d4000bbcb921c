/**
 * Measures collected over the batches of an epoch: {@link org.ockham.metric.Metric}; and of a network at one moment: {@link
 * org.ockham.metric.NetworkStatistics}.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.metric;
