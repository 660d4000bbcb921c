package org.ockham.distributed;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.ockham.tensor.Engine;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * A process that is one rank of groups, one after another; it leaves closing them to its end. {@link RankDeathTest} stops and kills it.
 */
final class RankProgram {

  /** What it says when it is about to join, which it does when it has read a line. */
  static final String READY = "ready";

  /** What it says when the group exchanges. */
  static final String EXCHANGING = "exchanging";

  /** Before the sentence with which a group has ended. */
  static final String ENDED = "ended: ";

  private RankProgram() {}

  /**
   * Joins each group and exchanges until that fails, or so many times.
   *
   * @param arguments the rank, and for each group where it meets, how many ranks it has, the milliseconds of its limit, and the number of
   *     exchanges after which the program ends, or −1
   */
  public static void main(String[] arguments) throws Exception {
    Engine.check();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int rank = Integer.parseInt(arguments[0]);
    for (int i = 1; i < arguments.length; i += 4) {
      System.out.println(READY);
      in.readLine();
      ProcessGroup group = Rendezvous.at(arguments[i])
          .rank(rank)
          .ranks(Integer.parseInt(arguments[i + 1]))
          .timeout(Duration.ofMillis(Integer.parseInt(arguments[i + 2])))
          .join();
      try {
        exchange(group, Integer.parseInt(arguments[i + 3]));
        return;
      } catch (RankException e) {
        System.out.println(ENDED + e.getMessage());
      }
    }
  }

  /** Small and large things in turn, so that death comes in the middle of either. */
  private static void exchange(ProcessGroup group, int times) {
    OrderedSum sum = new OrderedSum(group);
    for (int i = 0; i != times; i++) {
      try (Scope scope = Scope.open()) {
        group.allGather(new byte[i % 3000]);
        sum.of(List.of(Tensor.ones(1_000_000)));
      }
      if (i == 3) {
        System.out.println(EXCHANGING);
      }
    }
  }
}
