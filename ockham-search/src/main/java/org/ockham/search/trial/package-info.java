/**
 * What a study remembers: a {@link org.ockham.search.trial.FrozenTrial} with its parameters, values and attributes, and
 * how several objectives are compared. Start at {@link org.ockham.search.trial.FrozenTrial}.
 */
@NullMarked
package org.ockham.search.trial;

import org.jspecify.annotations.NullMarked;
