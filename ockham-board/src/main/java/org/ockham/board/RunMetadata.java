package org.ockham.board;

import java.util.List;

/**
 * What a step spent its time on.
 *
 * @param device what computed it, such as {@code CPU:0}
 * @param nodes its parts
 */
public record RunMetadata(String device, List<Node> nodes) {

  /** Copies the list. */
  public RunMetadata {
    nodes = List.copyOf(nodes);
  }

  /**
   * A part of a step.
   *
   * @param name of a layer, or of an operator
   * @param startMicros when it began, in microseconds since 1970
   * @param micros how long it took, in microseconds
   */
  public record Node(String name, long startMicros, long micros) {}

  Message message() {
    Message steps = new Message().text(1, device);
    for (Node node : nodes) {
      steps.message(
          2,
          new Message()
              .text(1, node.name())
              .whole(2, node.startMicros())
              .whole(4, node.micros())
              .whole(5, node.micros()));
    }
    return new Message().message(1, new Message().message(1, steps));
  }
}
