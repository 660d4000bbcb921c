package org.ockham.search.sampler;

import org.jspecify.annotations.Nullable;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;

/** A trial that asks for parameters. */
public interface Ask {

  /**
   * The trial as it is now.
   *
   * @return its number, parameters so far and attributes
   */
  FrozenTrial trial();

  /**
   * What it may learn from.
   *
   * @return the same history during all of the trial
   */
  History history();

  /**
   * Notes something in the trial, for later trials and for others who share the study.
   *
   * @param key the system attribute's key
   * @param value what JSON can hold
   */
  void remember(String key, @Nullable Object value);
}
