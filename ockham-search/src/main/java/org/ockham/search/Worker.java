package org.ockham.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a process, from which others on the same machine see at once that it died; others yet wait for its
 * heartbeats to stop.
 *
 * @param machine the boot and the process namespace; empty where the system does not tell
 * @param process the process's number there
 * @param started when it started, in milliseconds since 1970; 0 if the system does not tell
 */
record Worker(String machine, long process, long started) {

  /** The system attribute that says who evaluates a trial. */
  static final String KEY = "ockham:worker";

  /** This process. */
  static final Worker SELF = self();

  private static Worker self() {
    ProcessHandle process = ProcessHandle.current();
    return new Worker(whereabouts(), process.pid(), startOf(process));
  }

  private static String whereabouts() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  String text() {
    return machine + "/" + process + "/" + started;
  }

  /** Whether the process of this name is known to have ended. */
  static boolean dead(@Nullable Object text) {
    if (!(text instanceof String name) || SELF.machine.isEmpty()) {
      return false;
    }
    String[] parts = name.split("/", -1);
    if (parts.length != 3 || !parts[0].equals(SELF.machine)) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[1]));
    return process.isEmpty()
        || !process.get().isAlive()
        || Math.abs(startOf(process.get()) - Long.parseLong(parts[2])) > 2000;
  }
}
