package org.ockham.board;

/**
 * Text, which TensorBoard shows as Markdown.
 *
 * @param text the text; of several in one value, as a table is, one a line
 */
public record Text(String text) implements Value {}
