/**
 * Augmentation: images that are changed at random each time they are read, so that a network sees more than there are.
 *
 * <p>Each transform is a record with torchvision's name and arguments, changes one {@link org.ockham.augment.Image} and draws from the
 * {@link org.ockham.augment.Draws} of one sample, so that what happens to it depends on the seed, the epoch and its index, never on
 * threads:
 *
 * <pre>{@code
 * Dataset train = data.train().transformed(
 *     RandomCrop.of(32).withPadding(4), RandomHorizontalFlip.of(0.5), Normalize.of(0.5, 0.5));
 * }</pre>
 *
 * <p>Images are bytes until something needs floats (torchvision's ToDtype is not needed), and what can be done together is: see {@link org.ockham.augment.Image}. Write a
 * transform of your own by implementing {@link org.ockham.augment.Transform}; ours are written in the same way.
 */
@NullMarked
package org.ockham.augment;

import org.jspecify.annotations.NullMarked;
