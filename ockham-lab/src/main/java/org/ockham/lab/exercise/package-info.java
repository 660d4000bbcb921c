/**
 * The exercises of a course on regularisation, each with what it must show and whether it did. Start at {@link
 * org.ockham.lab.exercise.Exercise}.
 */
@NullMarked
package org.ockham.lab.exercise;

import org.jspecify.annotations.NullMarked;
