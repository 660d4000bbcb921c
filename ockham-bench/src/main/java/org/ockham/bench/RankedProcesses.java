package org.ockham.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ockham.distributed.Rendezvous;

/** Ranks on this machine, each a process that begins with the same program: {@code rank PORT PORT RANK RANKS} are its first words then. */
final class RankedProcesses {

  private static final String WORD = "rank";

  private RankedProcesses() {}

  /**
   * What one such process is told.
   *
   * @param port where they meet
   * @param other another that is free
   */
  record Told(int port, int other, int rank, int ranks) {

    Rendezvous meeting() {
      return Rendezvous.at("127.0.0.1:" + port).rank(rank).ranks(ranks);
    }
  }

  /** Whether the process that has these arguments is one of them. */
  static boolean isOne(String... arguments) {
    return arguments.length > 0 && arguments[0].equals(WORD);
  }

  /** What the process that has these arguments is told. */
  static Told told(String... arguments) {
    int[] told = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
    return new Told(told[0], told[1], told[2], told[3]);
  }

  /** Starts so many, and waits until they have ended. */
  static void run(Class<?> program, int ranks) throws IOException, InterruptedException {
    String port = String.valueOf(freePort());
    String other = String.valueOf(freePort());
    List<Process> processes = new ArrayList<>();
    for (int rank = 0; rank < ranks; rank++) {
      List<String> command = new ArrayList<>();
      command.add(
          System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
      command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
      command.addAll(List.of(WORD, port, other, String.valueOf(rank), String.valueOf(ranks)));
      processes.add(new ProcessBuilder(command).inheritIO().start());
    }
    for (Process process : processes) {
      process.waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
