/**
 * One file per idea, each with a {@code main} to run and to start from: {@link org.ockham.examples.FirstNetwork} first, then
 * one's own {@link org.ockham.examples.OwnLayer layer}, {@link org.ockham.examples.OwnDataset data} and {@link
 * org.ockham.examples.OwnCallback callback}, and {@link org.ockham.examples.BareLoop training without the trainer}.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.examples;
