package org.ockham.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.ockham.distributed.Rendezvous;

/** Ranks on this machine, each a process that begins with the same program: {@code rank PORTS RANK RANKS} are its first words then. */
final class RankedProcesses {

  private static final String WORD = "rank";

  private RankedProcesses() {}

  /**
   * What one such process is told.
   *
   * @param ports free ones, two of them
   */
  record Told(int[] ports, int rank, int ranks) {

    Rendezvous meeting() {
      return Rendezvous.at("127.0.0.1:" + ports[0]).rank(rank).ranks(ranks);
    }
  }

  /** Whether the process that has these arguments is one of them. */
  static boolean isOne(String... arguments) {
    return arguments.length > 0 && arguments[0].equals(WORD);
  }

  /** What the process that has these arguments is told. */
  static Told told(String... arguments) {
    String[] ports = arguments[1].split(" ");
    return new Told(
        new int[] {Integer.parseInt(ports[0]), Integer.parseInt(ports[1])},
        Integer.parseInt(arguments[2]),
        Integer.parseInt(arguments[3]));
  }

  /** Starts so many, and waits until they have ended. */
  static void run(Class<?> program, int ranks) throws IOException, InterruptedException {
    String ports = freePort() + " " + freePort();
    List<Process> processes = new ArrayList<>();
    for (int rank = 0; rank < ranks; rank++) {
      List<String> command = new ArrayList<>();
      command.add(
          System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
      command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
      command.addAll(List.of(WORD, ports, String.valueOf(rank), String.valueOf(ranks)));
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
