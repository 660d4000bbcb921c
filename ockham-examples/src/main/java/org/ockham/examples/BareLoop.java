package org.ockham.examples;

import org.ockham.data.Batch;
import org.ockham.data.Epoch;
import org.ockham.data.Glyphs;
import org.ockham.data.Loader;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.Loss;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.optim.GradientOptimizer;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/** Training without the trainer: the loop itself, as one writes it in PyTorch. */
public final class BareLoop {

  private BareLoop() {}

  /** Prints the mean loss of each epoch. */
  public static void main(String[] args) {
    System.out.println("loss of the last epoch " + run());
  }

  static double run() {
    return Threads.computing(BareLoop::train); // so that tiny weights do not slow it down
  }

  private static double train() {
    Layer network = new Sequential(
            new Flatten(), new Linear(784, 64), new ReLU(), new Linear(64, 10))
        .initialize(1);
    GradientOptimizer optimizer = Adam.rate(1e-3).over(network);
    Loss criterion = new CrossEntropyLoss();
    Loader loader = Loader.over(Glyphs.of(1, 1_000)).batch(50).shuffle(true).seed(1);
    double mean = 0;
    for (int e = 0; e < 5; e++) {
      mean = 0;
      try (Epoch epoch = loader.epoch(e)) {
        while (epoch.hasNext()) {
          try (Scope step = Scope.open()) { // frees what the step makes
            Batch batch = epoch.next();
            optimizer.zeroGrad();
            Tensor loss = criterion.apply(network.apply(batch.input()), batch.target());
            loss.backward();
            optimizer.step();
            mean += loss.item() / loader.batches();
          }
        }
      }
      System.out.println("epoch " + (e + 1) + " loss " + mean);
    }
    return mean;
  }
}
