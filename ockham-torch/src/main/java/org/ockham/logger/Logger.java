package org.ockham.logger;

import java.util.List;
import java.util.Map;
import org.ockham.board.Histogram;
import org.ockham.state.SavedState;
import org.ockham.state.Stateful;

/**
 * Writes down what a run measures. Its state is how far it has written: after {@link #restore} it goes on behind that, and what was
 * written later, by a run that was then killed, is replaced.
 */
public interface Logger extends Stateful, AutoCloseable {

  /**
   * Before the first numbers, or before {@link #restore}.
   *
   * @param tags what is known to occur; others may come later
   * @param isResumed whether the run goes on from a checkpoint: what is there already is then kept
   */
  default void start(List<String> tags, boolean isResumed) {}

  /** Numbers measured after this many optimiser steps, in this epoch, by tag. */
  void log(long step, int epoch, Map<String, Double> values);

  /** A distribution. */
  default void log(long step, String tag, Histogram histogram) {}

  /** A text. */
  default void text(long step, String tag, String text) {}

  /** A picture, as the bytes of a PNG file. */
  default void image(long step, String tag, byte[] png) {}

  /** The settings of the run: strings, numbers, booleans, lists of these, or null. Before {@link #start}, or after. */
  default void settings(Map<String, ?> settings) {}

  /** Puts what was logged where a crash of the process cannot lose it; called before every checkpoint. */
  default void flush() {}

  @Override
  default SavedState state() {
    return SavedState.nothing();
  }

  @Override
  default void restore(SavedState saved) {}

  /** When the run came to its end as planned: not after a failure or an interruption. Before {@link #close}. */
  default void finish() {}

  /** After the last; called however the run ended. */
  @Override
  default void close() {}
}
