/**
 * Everything that a recipe can name, each thing by a word. Start at {@link org.ockham.lab.catalogue.Catalogue}; a line in {@link
 * org.ockham.lab.catalogue.OckhamComponents} adds to it, or a {@link org.ockham.lab.catalogue.Components} of your own.
 */
@NullMarked
package org.ockham.lab.catalogue;

import org.jspecify.annotations.NullMarked;
