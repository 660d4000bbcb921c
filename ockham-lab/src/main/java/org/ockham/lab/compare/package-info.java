/**
 * Comparisons: the variants of a recipe, each over the same seeds, and what can be said of them. Start at {@link
 * org.ockham.lab.compare.Comparison}.
 */
@NullMarked
package org.ockham.lab.compare;

import org.jspecify.annotations.NullMarked;
