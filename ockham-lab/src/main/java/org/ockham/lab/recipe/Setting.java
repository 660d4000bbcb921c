package org.ockham.lab.recipe;

/**
 * A setting given outside a recipe, which changes it.
 *
 * @param key dotted, such as {@code optimizer.lr}
 * @param value as it would stand in a recipe
 * @param source where it was given, for what is refused: {@code --set optimizer.lr=1e-4}
 */
public record Setting(String key, String value, String source) {}
