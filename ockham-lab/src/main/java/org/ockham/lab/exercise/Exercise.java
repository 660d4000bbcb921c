package org.ockham.lab.exercise;

/**
 * Something to be seen by trying it: it trains, measures or draws, and holds what it found against what the course says. {@code ockham
 * exercise NAME} runs one, {@code ockham exercise --all} makes the table of {@code docs/reproduction.md} of all.
 */
public interface Exercise {

  /** The word that it is asked for by, such as {@code vanishing-gradient}. */
  String name();

  /** What it shows, in half a sentence. */
  String about();

  /**
   * Does it.
   *
   * @throws org.ockham.data.DataException if its data is absent and cannot be fetched
   */
  Finding run(Setting setting);
}
