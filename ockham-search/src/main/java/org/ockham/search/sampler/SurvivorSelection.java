package org.ockham.search.sampler;

import java.util.List;
import java.util.SplittableRandom;

/** Chooses who survives a generation. */
sealed interface SurvivorSelection permits Crowding, ReferencePoints {

  /** The places of the survivors among individuals of one front that do not all fit, next to those already taken. */
  List<Integer> cut(List<double[]> taken, List<double[]> front, int count, SplittableRandom random);
}
