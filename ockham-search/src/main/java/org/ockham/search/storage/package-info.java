/**
 * Where studies live: memory, a file journal, or a SQLite or PostgreSQL database in Optuna's own schema. Start at
 * {@link org.ockham.search.storage.Storage#of(String)}.
 */
@NullMarked
package org.ockham.search.storage;

import org.jspecify.annotations.NullMarked;
