package org.ockham.train;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What training gave: the history of its epochs, and the weights it ended with and was best with. */
public final class FitResult {

  private final TrainingModule module;
  private final List<EpochResult> epochs;
  private final Weights last;
  private final @Nullable Weights best;
  private final @Nullable String stopReason;
  private final boolean interrupted;

  FitResult(
      TrainingModule module,
      List<EpochResult> epochs,
      Weights last,
      @Nullable Weights best,
      @Nullable String stopReason,
      boolean interrupted) {
    this.module = module;
    this.epochs = List.copyOf(epochs);
    this.last = last;
    this.best = best;
    this.stopReason = stopReason;
    this.interrupted = interrupted;
  }

  /** The epochs that were finished, in order. */
  public List<EpochResult> epochs() {
    return epochs;
  }

  /** The module with the weights a {@link Checkpoint} kept as best; those of the end if there was none. */
  public TrainingModule best() {
    return with(best == null ? last : best);
  }

  /** The epoch whose weights {@link #best} has. */
  public int bestEpoch() {
    return (best == null ? last : best).epoch();
  }

  /** The module with the weights training ended with. */
  public TrainingModule last() {
    return with(last);
  }

  /** Why training ended before its last epoch, or null if it did not. */
  public @Nullable String stopReason() {
    return stopReason;
  }

  /** Whether it was cut short from outside: by {@link Trainer#interrupt} or an interrupt of its thread. */
  public boolean isInterrupted() {
    return interrupted;
  }

  private TrainingModule with(Weights weights) {
    module.network().load(weights.state());
    return module;
  }
}
