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
   */
  static Action of(Path directory, String what) {
    return new Action(
        "stop",
        "Stop this " + what,
        "It ends within a second or so, as it would by Ctrl-C: what is finished stays, and the same command goes on from there. "
            + "What is computed by a cluster does not hear it.",
        "",
        "",
        nothing -> {
          StopRequest.leave(directory);
          return "The " + what + " has been asked to end.";
        });
  }
}
