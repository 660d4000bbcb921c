package org.ockham.board;

/**
 * A value and its name.
 *
 * @param tag any text but none at all: it is no file name and no identifier, and {@code a b} is another tag than {@code a_b}
 * @param value what is logged under it
 */
public record TaggedValue(String tag, Value value) {}
