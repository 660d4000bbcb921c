package org.ockham.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a process, from which others on the same machine see at once that it died; others yet wait for its
 * heartbeats to stop.
 *
 * @param machine the boot and the process namespace; empty where the system does not tell
 * @param process the process's number there
 * @param ticks when it started, in the kernel's ticks since the boot: setting the clock does not move them
 */
record WorkerId(String machine, long process, long ticks) {

  /** The system attribute that says who evaluates a trial. */
  static final String KEY = "ockham:worker";

  private static final Path PROC = Path.of("/proc");
  private static final Pattern NAME = Pattern.compile("([^/]+)/(\\d{1,10})/t(\\d{1,18})");

  /** What follows the program's name in /proc/PID/stat: the state, and as the 20th field the start. */
  private static final Pattern STAT =
      Pattern.compile(".*\\) (\\S)(?: \\S+){18} (\\d{1,18}) .*", Pattern.DOTALL);

  /** This process. */
  static final WorkerId SELF = self();

  private static WorkerId self() {
    long process = ProcessHandle.current().pid();
    try {
      Matcher stat = stat(process);
      if (stat.matches()) {
        return new WorkerId(whereabouts(), process, Long.parseLong(stat.group(2)));
      }
    } catch (IOException | UnsupportedOperationException e) {
      // not Linux
    }
    return new WorkerId("", process, 0);
  }

  private static String whereabouts() throws IOException {
    return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip() + " "
        + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
  }

  private static Matcher stat(long process) throws IOException {
    return STAT.matcher(Files.readString(PROC.resolve(process + "/stat")));
  }

  String text() {
    return machine + "/" + process + "/t" + ticks;
  }

  /** Whether this is the name of a process, and not of this one. */
  static boolean isOther(@Nullable Object text) {
    return text instanceof String name && !name.equals(SELF.text());
  }

  /** Whether the process of this name is known to have ended. */
  static boolean dead(@Nullable Object text) {
    if (!(text instanceof String name) || SELF.machine.isEmpty()) {
      return false;
    }
    Matcher parts = NAME.matcher(name);
    if (!parts.matches() || !parts.group(1).equals(SELF.machine)) {
      return false;
    }
    try {
      Matcher stat = stat(Long.parseLong(parts.group(2)));
      return stat.matches()
          && (stat.group(1).matches("[ZX]")
              || Long.parseLong(stat.group(2)) != Long.parseLong(parts.group(3)));
    } catch (NoSuchFileException e) {
      // Where processes of others are hidden, so is the first; then nothing is known.
      return Files.exists(PROC.resolve("1"));
    } catch (IOException e) {
      return false;
    }
  }
}
