package org.ockham.cli;

import java.nio.file.Path;
import java.util.List;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** The trials of a search, in its directory. */
final class Trials {

  private Trials() {}

  static List<FrozenTrial> of(Path out) {
    try (Storage storage = Storage.existing("sqlite:///" + out.resolve("study.db"))) {
      return storage.trials(storage.studies().get(0).id(), List.of(), -1);
    }
  }

  /** Waits until a trial has begun, and has most of its epochs to go: between two trials a signal cuts none off. */
  static void awaitBegun(Child child, Path out, int epochs) throws InterruptedException {
    child.await(
        "trial that has just begun",
        () -> of(out).stream().anyMatch(trial -> hasBegun(trial, epochs)));
  }

  private static boolean hasBegun(FrozenTrial trial, int epochs) {
    int done = trial.intermediateValues().size();
    return trial.state() == TrialState.RUNNING && done > 0 && done < epochs / 4;
  }
}
