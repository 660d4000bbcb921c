package org.ockham.train;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * What a fit does, as events of Java's flight recorder: {@code java -XX:StartFlightRecording:filename=training.jfr …} records them, {@code jfr
 * print --categories Ockham training.jfr} and JDK Mission Control show them. They cost nothing while nothing is recorded.
 */
final class TrainingEvents {

  private TrainingEvents() {}

  /** A part of a fit. */
  @Category("Ockham")
  @StackTrace(false)
  abstract static class Part extends Event {
    @Label("Epoch")
    @Description("The epoch under way, from 1")
    int epoch;

    @Label("Step")
    @Description("Optimiser steps done when it was over")
    long step;

    /** It is over; recorded if anybody records. */
    final void over(Progress progress) {
      end();
      if (shouldCommit()) {
        epoch = progress.epoch();
        step = progress.step();
        commit();
      }
    }
  }

  /** An epoch, its validations included. */
  @Name("org.ockham.Epoch")
  @Label("Epoch")
  static final class Epoch extends Part {}

  /** A step, reading its batches included. */
  @Name("org.ockham.Step")
  @Label("Training Step")
  static final class Step extends Part {}

  /** Until the batches of a step are there. */
  @Name("org.ockham.DataWait")
  @Label("Data Wait")
  static final class DataWait extends Part {}

  /** A validation. */
  @Name("org.ockham.Validation")
  @Label("Validation")
  static final class Validation extends Part {}

  /** A checkpoint being written. */
  @Name("org.ockham.Checkpoint")
  @Label("Checkpoint")
  static final class Checkpoint extends Part {}
}
