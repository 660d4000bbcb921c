/**
 * Hyper-parameter search: what Optuna does, natively on the JVM, sharing Optuna's database. Start at {@link
 * org.ockham.search.Study}; an objective sees a {@link org.ockham.search.Trial}, and how long to search says a {@link
 * org.ockham.search.Plan}.
 *
 * <p>The walk of one parameter, {@code trial.suggestDouble("lr", 1e-5, 1e-1, LOG)}, goes forward only:
 *
 * <ol>
 *   <li>{@code Optimization} (or {@link org.ockham.search.Study#ask()}) has the {@code Worker} claim a trial. {@link
 *       org.ockham.search.storage.Storage#start} gives a queued one or a new one, and it becomes a {@code LiveTrial}: its
 *       content, and which of that is not stored yet.
 *   <li>The {@code TrialCache} reads what others did and gives the trial its {@code Sampling}: a {@link
 *       org.ockham.search.sampler.Proposer} and the {@link org.ockham.search.trial.History} that it may learn from. The two
 *       belong together: a {@code TrialOrder} grows at its end only, and its proposer meets every trial of it once. There is
 *       one for the order in which trials became known, and one by number for ordered plans.
 *   <li>The {@link org.ockham.search.Trial} begins: {@link org.ockham.search.sampler.Proposer#joint} chooses what it chooses
 *       together.
 *   <li>The objective suggests. {@link org.ockham.search.Trial#suggest} checks that the study knows the parameter by no other
 *       kind of distribution, and takes the queued value, the one that was chosen together with others, or that of {@link
 *       org.ockham.search.sampler.Proposer#single}.
 *   <li>The value is added to the {@code LiveTrial} as a {@link org.ockham.search.storage.TrialWrite}, and {@link
 *       org.ockham.search.storage.Storage#write} stores what waits: within a second, by the trial itself or by the {@code
 *       Heartbeat}, or together with the trial's end.
 *   <li>{@link org.ockham.search.Study#tell} ends the trial with an {@code Outcome}; the {@code TrialCache} keeps it, and it is
 *       at the end of the next trial's history.
 * </ol>
 */
@NullMarked
package org.ockham.search;

import org.jspecify.annotations.NullMarked;
