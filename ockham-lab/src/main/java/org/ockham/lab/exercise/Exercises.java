package org.ockham.lab.exercise;

import java.util.List;

/** All exercises, in the order of the course: a line each. */
public final class Exercises {

  private static final List<Exercise> ALL = List.of(
      new VanishingGradient(),
      new OneCycle(),
      new Clipping(),
      new ScheduleGallery(),
      new Momentum(),
      new Normalizers(),
      new SearchStrategies());

  private Exercises() {}

  /** All of them. */
  public static List<Exercise> all() {
    return ALL;
  }
}
