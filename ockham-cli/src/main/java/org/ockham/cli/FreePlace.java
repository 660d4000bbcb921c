package org.ockham.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ockham.lab.LabException;

/** Where a file may be written because nothing is there: what a command has not made is not its to replace. */
final class FreePlace {

  private FreePlace() {}

  /** Refuses a place where something is already. */
  static void check(Path place) {
    if (Files.exists(place)) {
      throw new LabException(
          place + ": is there already, and is not overwritten: give another place with --out.");
    }
  }
}
