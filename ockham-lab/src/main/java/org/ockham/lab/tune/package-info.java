/**
 * Searches a recipe's settings: {@link org.ockham.lab.tune.Tuning} runs a study over the training that the recipe describes,
 * {@link org.ockham.lab.tune.StrategyComparison} compares ways to search on one budget.
 */
@NullMarked
package org.ockham.lab.tune;

import org.jspecify.annotations.NullMarked;
