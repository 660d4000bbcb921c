package org.ockham.lab;

/** What a run draws, each from a stream of its own. */
public enum Chance {
  /** Which samples are trained on and which validate. */
  SPLIT,
  /** The weights that training begins with. */
  INIT,
  /** The order of the samples, and how they are augmented. */
  ORDER,
  /** What dropout and the other layers and penalties draw while training. */
  MASK
}
