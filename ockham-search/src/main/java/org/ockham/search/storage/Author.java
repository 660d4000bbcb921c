package org.ockham.search.storage;

/** Whose attributes are meant: Optuna keeps the two in tables of their own. */
public enum Author {
  /** The user's notes. */
  USER,
  /** What samplers, pruners and the study itself remember. */
  SYSTEM
}
