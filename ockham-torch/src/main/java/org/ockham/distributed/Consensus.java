package org.ockham.distributed;

/**
 * How all ranks come to name the same one when their group ends. A rank that gives up closes its connections, and would look like the
 * culprit to all the others; so what each has seen comes together at rank 0.
 */
interface Consensus {

  /** What all say where this rank has seen this. */
  Absence on(Absence seen);

  /** Tells the others that this rank leaves, and how; it neither fails nor waits. */
  void leave(Absence.Kind kind);
}
