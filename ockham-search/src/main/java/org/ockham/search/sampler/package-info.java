/**
 * Who proposes parameters: random and quasi-random search, grids, TPE, Gaussian processes, CMA-ES, genetic search. A
 * {@link org.ockham.search.sampler.Sampler} is a configuration; {@link org.ockham.search.sampler.Proposer} is what it
 * becomes for one study. Start at {@link org.ockham.search.sampler.Tpe}.
 */
@NullMarked
package org.ockham.search.sampler;

import org.jspecify.annotations.NullMarked;
