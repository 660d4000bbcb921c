package org.ockham.nn;

/** A layer that is being {@linkplain Layer#observe observed}; closing ends that, and throws nothing. */
@FunctionalInterface
public interface Observation extends AutoCloseable {

  @Override
  void close();
}
