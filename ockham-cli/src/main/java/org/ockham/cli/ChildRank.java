package org.ockham.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.ockham.distributed.RankException;
import org.ockham.file.Excerpt;

/** One rank that rank 0 has started, in a process of the same Java, class path, options and environment. */
final class ChildRank {

  /** How much is kept of what it says. */
  private static final int MOST = 8192;

  /** Java's options by which a process waits for others at a port, which only one can have. */
  private static final Pattern PORTS = Pattern.compile(
      "-agentlib:jdwp.*|-Xrunjdwp.*|-Dcom\\.sun\\.management\\.jmxremote\\.port=.*");

  /** Lines that say nothing of its end: what Java warns of at every start. */
  private static final Pattern IDLE = Pattern.compile("\\s*$|WARNING: |Picked up ");

  private static final int SIGNALLED = 128;

  private final int rank;
  private final int ranks;
  private final Process process;
  private final StringBuilder said = new StringBuilder();
  private final Thread listener;

  private ChildRank(int rank, int ranks, Process process) {
    this.rank = rank;
    this.ranks = ranks;
    this.process = process;
    listener = new Thread(this::listen, "ockham-rank-" + rank);
    listener.setDaemon(true);
    listener.start();
  }

  /**
   * Starts it. It ends when this process does: its standard input is a pipe from here.
   *
   * @param words of rank 0's command
   * @param isSaid whether they say how many ranks there are
   */
  static ChildRank start(List<String> words, boolean isSaid, String place, int rank, int ranks) {
    List<String> own =
        new ArrayList<>(List.of("--launched", "--rendezvous", place, "--rank", "" + rank));
    if (!isSaid) {
      own.addAll(List.of("--ranks", "" + ranks));
    }
    List<String> line = java();
    line.addAll(words);
    line.addAll(line.size() - words.size() + words.indexOf("train") + 1, own);
    try {
      return new ChildRank(
          rank, ranks, new ProcessBuilder(line).redirectOutput(Redirect.DISCARD).start());
    } catch (IOException e) {
      throw new RankException(
          "rank " + rank + " of " + ranks + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** The Java of this process, up to the class that begins. */
  private static List<String> java() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !PORTS.matcher(option).matches())
        .forEach(line::add);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return line;
  }

  private void listen() {
    try (InputStream in = process.getErrorStream()) {
      byte[] buffer = new byte[1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (said) {
          said.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          said.delete(0, Math.max(0, said.length() - MOST));
        }
      }
    } catch (IOException e) {
      // it has ended
    }
  }

  /** Runs this when it has ended. */
  @SuppressWarnings("FutureReturnValueIgnored") // the action is all that is wanted
  void onExit(Runnable action) {
    process.onExit().thenRun(action);
  }

  /** Whether it has ended for a reason of its own, and not because another rank was gone. */
  boolean hasFailed() {
    return !process.isAlive()
        && process.exitValue() != Exit.OK.code()
        && process.exitValue() != Exit.RANK.code();
  }

  /** Whether it has ended because of another rank, as it thought, and says so in other words than this. */
  boolean contradicts(String sentence) {
    return !process.isAlive()
        && process.exitValue() == Exit.RANK.code()
        && !lastLine().isEmpty()
        && !lastLine().equals(sentence);
  }

  /** How it ended and the last that it said, in one sentence. */
  String end() {
    try {
      listener.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int code = process.exitValue();
    String how = code > SIGNALLED && !Exit.isKnown(code)
        ? "was killed (signal " + (code - SIGNALLED)
            + "): by somebody, or by the system for want of memory"
        : "ended with the exit code " + code;
    String last = lastLine();
    return "rank " + rank + " of " + ranks + " " + how + (last.isEmpty() ? "" : ": " + last);
  }

  /** What it has said on standard error, the last of it if it was much. */
  String said() {
    synchronized (said) {
      return said.toString();
    }
  }

  private String lastLine() {
    List<String> lines =
        said().lines().filter(line -> !IDLE.matcher(line).lookingAt()).toList();
    return lines.stream()
        .filter(line -> line.startsWith("ockham: "))
        .reduce((first, second) -> second)
        .map(line -> line.substring("ockham: ".length()))
        .orElse(lines.isEmpty() ? "" : Excerpt.ofMessage(lines.get(lines.size() - 1)));
  }

  /** Waits until it has ended, so many nanoseconds at most. */
  void await(long nanos) {
    try {
      process.waitFor(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it at once, if it has not ended. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
