/**
 * Hyper-parameter search: what Optuna does, natively on the JVM, sharing Optuna's database. Start at {@link
 * org.ockham.search.Study}; an objective sees a {@link org.ockham.search.Trial}, and how long to search says a {@link
 * org.ockham.search.Plan}.
 */
@NullMarked
package org.ockham.search;

import org.jspecify.annotations.NullMarked;
