/**
 * Who stops trials that promise little, by the values they report on the way. Start at {@link
 * org.ockham.search.pruner.Pruner}.
 */
@NullMarked
package org.ockham.search.pruner;

import org.jspecify.annotations.NullMarked;
