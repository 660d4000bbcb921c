package org.ockham.lab.training;

import org.ockham.data.DataSampler;
import org.ockham.data.Dataset;

/** Which samples of the training data an epoch reads, and in which order, as a recipe says it. */
@FunctionalInterface
public interface SamplingPlan {

  /** For this training data. */
  DataSampler over(Dataset train);
}
