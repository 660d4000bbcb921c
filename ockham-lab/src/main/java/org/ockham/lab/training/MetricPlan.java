package org.ockham.lab.training;

import org.ockham.metric.Metric;

/** The settings of a metric that a recipe asks for. A metric remembers, so each epoch has its own made. */
@FunctionalInterface
public interface MetricPlan {

  /** A new, empty one with these settings. */
  Metric metric();
}
