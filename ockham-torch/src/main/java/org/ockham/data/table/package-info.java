/**
 * Tables: read from CSV, prepared for a network by what the training part shows, and kept with the model.
 *
 * <pre>{@code
 * Table houses = Table.read(Path.of("houses.csv"));
 * TableData data = Preparation.of(Target.value("price").standardized()).split(houses, seed, 0.6, 0.2, 0.2);
 * trainer.fit(Regressor.of(network), data);
 * }</pre>
 *
 * <p>Start with {@link org.ockham.data.table.Table}, {@link org.ockham.data.table.Csv} (how a file is written) and {@link
 * org.ockham.data.table.Preparation} (how columns become a network's input). {@link
 * org.ockham.data.table.FittedPreparation} is what a model needs to read new rows. {@link
 * org.ockham.data.table.GeneratedTables} makes tables whose best answer is known.
 */
@NullMarked
package org.ockham.data.table;

import org.jspecify.annotations.NullMarked;
