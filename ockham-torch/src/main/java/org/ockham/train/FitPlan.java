package org.ockham.train;

import org.jspecify.annotations.Nullable;

/**
 * What comes next in a fit: it follows from the settings and from where the fit stands, and remembers nothing itself.
 *
 * @param settings the settings
 * @param progress where the fit stands
 * @param batchesPerEpoch the batches of an epoch
 */
record FitPlan(TrainerSettings settings, Progress progress, int batchesPerEpoch) {

  /** The batches that make a step of the epoch under way. */
  int accumulate() {
    return settings.accumulate().in(progress.epoch());
  }

  /** Whether it is time for a validation after the step that was done last. */
  boolean isValidationDue() {
    int after = progress.batches();
    int before = (after - 1) / accumulate() * accumulate();
    Interval every = settings.validation().every();
    return after > 0 && every.isReached(progress.step(), epochsAt(before), epochsAt(after));
  }

  /** How far training is after so many batches of the epoch under way. */
  private double epochsAt(int batches) {
    return progress.epoch() - 1 + (double) batches / batchesPerEpoch;
  }

  /** Whether the epoch under way is trained to its end. */
  boolean isTrained() {
    return progress.batches() == batchesPerEpoch;
  }

  /** Whether the epoch under way is the last, however much of it has been trained. */
  boolean isStopped() {
    int epochs = isTrained() ? progress.epoch() : progress.finished().size();
    return settings.limits().reached(progress) != null
        || (progress.isToStop() && settings.limits().mayStop(epochs, progress.step()));
  }

  /** Whether no epoch follows the one that is under way, or was last. */
  boolean isOver() {
    return progress.epoch() >= settings.limits().maxEpochs() || isStopped();
  }

  /**
   * Which bound of steps or time has cut a fit short that is over; null if none has. It is no reason to stop for one that goes on from here
   * under higher bounds.
   */
  @Nullable
  String limit() {
    boolean isWhole = progress.epoch() >= settings.limits().maxEpochs() && isTrained();
    return isWhole ? null : settings.limits().reached(progress);
  }
}
