/**
 * Networks as recipes describe them. Start at {@link org.ockham.lab.model.Mlp}; a network of another kind is an {@link
 * org.ockham.lab.model.Architecture}.
 */
@NullMarked
package org.ockham.lab.model;

import org.jspecify.annotations.NullMarked;
