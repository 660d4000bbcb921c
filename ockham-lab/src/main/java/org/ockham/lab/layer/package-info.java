/**
 * Layers as recipes describe them: records of the settings that do not follow from what arrives. Start at {@link
 * org.ockham.lab.layer.LayerPlan}; lists of them are {@link org.ockham.lab.layer.Stacked}.
 */
@NullMarked
package org.ockham.lab.layer;

import org.jspecify.annotations.NullMarked;
