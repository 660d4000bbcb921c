/**
 * Measures collected over the batches of an epoch: {@link org.ockham.metric.Metric}, any of which can {@linkplain
 * org.ockham.metric.Metric#ignoring ignore} a class; and of a network at one moment: {@link org.ockham.metric.NetworkStatistics}.
 * Measures of several classes become one as {@link org.ockham.metric.Averaging} says.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.metric;
