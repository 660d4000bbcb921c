package org.ockham.bench;

import java.util.Set;

/** PyTorch's optimisers in a Python process of their own ({@code optimizer_steps.py}), which times steps when asked. */
final class PythonOptimizer implements AutoCloseable {

  /** Those it has and libtorch has not. */
  static final Set<String> NAMES =
      Set.of("NAdam", "RAdam", "Adamax", "Adadelta", "Adafactor", "Rprop", "ASGD", "Muon");

  private final PythonPeer peer;

  PythonOptimizer(String python, String script) {
    peer = new PythonPeer(python, script);
  }

  /** Seconds that so many steps took. */
  double seconds(String name, OptimizerShapes size, int steps) {
    return peer.seconds(name + " " + size + " " + steps);
  }

  @Override
  public void close() {
    peer.close();
  }
}
