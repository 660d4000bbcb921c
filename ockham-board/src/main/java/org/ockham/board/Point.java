package org.ockham.board;

/**
 * A value of a time.
 *
 * @param step the step that it belongs to
 * @param wallTime when it was logged, in seconds since 1970
 * @param value what was logged
 * @param <T> its kind
 */
public record Point<T>(long step, double wallTime, T value) {}
