package org.ockham.watch;

import java.nio.file.Path;
import org.ockham.lab.StopRequest;

/** Ends work as Ctrl-C does. */
final class StopAction {

  private StopAction() {}

  /**
   * For the work in a directory.
   *
   * @param what it is, in a word
   * @param onward how it goes on
   */
  static Action of(Path directory, String what, String onward) {
    return new Action(
        "stop",
        "Stop this " + what,
        "It ends after its step, as it would by Ctrl-C, and what is finished stays. " + onward
            + " goes on from there. What a cluster computes does not hear it.",
        "",
        "",
        nothing -> {
          StopRequest.leave(directory);
          return "The " + what + " has been asked to end.";
        });
  }
}
