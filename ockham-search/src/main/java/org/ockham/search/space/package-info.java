/**
 * What a parameter may be: {@link org.ockham.search.space.Distribution} and its three kinds, each mapped to the unit
 * interval for samplers and to Optuna's JSON for storages. Start at {@link org.ockham.search.space.Distribution}.
 */
@NullMarked
package org.ockham.search.space;

import org.jspecify.annotations.NullMarked;
