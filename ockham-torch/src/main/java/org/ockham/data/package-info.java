/**
 * Data: where it comes from, how it is split, and how it reaches a network in batches.
 *
 * <p>Start with a named set and a loader:
 *
 * <pre>{@code
 * DataModule data = Mnist.from(Cache.standard()).split(0.8, 0.2, seed); // train, validation; test stays apart
 * Loader loader = Loader.over(data.train()).batch(64).shuffle(true).seed(seed);
 * try (Epoch epoch = loader.epoch(0)) {
 *   while (epoch.hasNext()) {
 *     try (Scope scope = Scope.open()) {
 *       Batch batch = epoch.next(); // input [64, 1, 28, 28] FLOAT32, target [64] INT64
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>{@link org.ockham.data.Split} cuts a set at random, by class, by group and into folds; a {@link org.ockham.data.Loader} has a
 * {@link org.ockham.data.DataSampler} and a {@link org.ockham.data.LoaderState}; {@link org.ockham.data.DataStats} says what is in a
 * set, and {@link org.ockham.data.DataCheck} what is wrong with its parts. {@link org.ockham.data.ArrayDataset} holds samples in
 * arrays, {@link org.ockham.data.Generated} makes small sets whose answers are known.
 *
 * <p>{@link org.ockham.data.Dataset} is the interface to implement for data of your own; {@link
 * org.ockham.data.ImageDataset} holds images as bytes; {@link org.ockham.data.Idx} reads MNIST's file format; {@link
 * org.ockham.data.Glyphs} draws digits where no file and no network is at hand; {@link org.ockham.data.Datasets} knows
 * all sets by name; {@link
 * org.ockham.data.fetch.Cache} fetches their files. Every failure is a {@link org.ockham.data.DataException} with one sentence.
 */
@NullMarked
package org.ockham.data;

import org.jspecify.annotations.NullMarked;
