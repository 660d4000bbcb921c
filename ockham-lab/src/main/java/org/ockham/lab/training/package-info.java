/**
 * What a recipe says of training besides network, data and optimiser: {@linkplain org.ockham.lab.training.MetricPlan metrics}, {@linkplain
 * org.ockham.lab.training.SamplingPlan which samples} an epoch reads, and {@linkplain org.ockham.lab.training.Penalised penalties} on
 * what the network computes.
 */
@NullMarked
package org.ockham.lab.training;

import org.jspecify.annotations.NullMarked;
