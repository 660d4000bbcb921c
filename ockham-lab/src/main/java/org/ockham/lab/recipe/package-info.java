/**
 * Recipes: what is trained on what and how, as YAML. Start at {@link org.ockham.lab.recipe.Recipe}, which reads one and
 * whose {@link org.ockham.lab.recipe.Variant variants} are complete settings. What it can name is in the {@linkplain
 * org.ockham.lab.catalogue.Catalogue catalogue}.
 */
@NullMarked
package org.ockham.lab.recipe;

import org.jspecify.annotations.NullMarked;
