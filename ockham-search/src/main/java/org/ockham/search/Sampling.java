package org.ockham.search;

import org.ockham.search.sampler.Proposer;
import org.ockham.search.trial.History;

/**
 * Who proposes a trial's parameters, and what he may learn from.
 *
 * @param proposer the sampler at work
 * @param history the trials, in the order in which this proposer meets them
 */
record Sampling(Proposer proposer, History history) {}
