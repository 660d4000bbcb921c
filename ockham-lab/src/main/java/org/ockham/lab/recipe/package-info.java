/**
 * Recipes: what is trained on what and how, as YAML. Start at {@link org.ockham.lab.recipe.Recipe}, which reads one and
 * whose {@link org.ockham.lab.recipe.Variant variants} are complete settings. A new kind of network is an {@link
 * org.ockham.lab.recipe.Architecture}.
 */
@NullMarked
package org.ockham.lab.recipe;

import org.jspecify.annotations.NullMarked;
