package org.ockham.train;

import java.util.List;
import java.util.Map;

/** Writes the numbers of a run down. */
public interface Logger extends AutoCloseable {

  /** Before the first numbers: the tags that will occur. */
  default void start(List<String> tags) {}

  /** Numbers measured after this many optimiser steps, in this epoch. */
  void log(long step, int epoch, Map<String, Double> values);

  /** After the last. */
  @Override
  default void close() {}
}
