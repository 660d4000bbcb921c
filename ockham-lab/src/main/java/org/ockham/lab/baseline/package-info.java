/**
 * What a network must be better than: predictors that look at no input, and linear models. Start at {@link
 * org.ockham.lab.baseline.Baselines}.
 */
@NullMarked
package org.ockham.lab.baseline;

import org.jspecify.annotations.NullMarked;
