/** Searches a recipe's settings: {@link org.ockham.lab.tune.Tuning} runs a study over the training that the recipe describes. */
@NullMarked
package org.ockham.lab.tune;

import org.jspecify.annotations.NullMarked;
