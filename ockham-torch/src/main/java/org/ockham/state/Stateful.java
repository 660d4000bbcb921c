package org.ockham.state;

/** Something at work whose memory can be saved, and taken up again by another of its kind and settings. */
public interface Stateful {

  /** What its next answers depend on, beside its settings. Tensors are copies: they do not change afterwards. */
  SavedState state();

  /**
   * Goes on from there.
   *
   * @throws IllegalArgumentException if it was saved by something else; nothing has changed
   */
  void restore(SavedState saved);
}
