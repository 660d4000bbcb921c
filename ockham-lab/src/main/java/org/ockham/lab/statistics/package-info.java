/**
 * Statistics of comparing variants over paired seeds: what one may say after a handful of runs. Pure functions of numbers.
 * Start at {@link org.ockham.lab.statistics.Decisions}, the rule by which a comparison comes to its verdicts, and {@link
 * org.ockham.lab.statistics.PairedTTest}, on which it rests.
 */
@NullMarked
package org.ockham.lab.statistics;

import org.jspecify.annotations.NullMarked;
