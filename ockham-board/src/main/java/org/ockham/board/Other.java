package org.ockham.board;

/**
 * What this library does not read: it is there, under this tag.
 *
 * @param plugin the part of TensorBoard that shows it, empty if the file does not say
 */
public record Other(String plugin) implements Value {}
