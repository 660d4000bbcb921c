package org.ockham.bench;

import org.ockham.data.Batch;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.Loss;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.optim.Adam;
import org.ockham.optim.GradientOptimizer;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/** The same step as {@link BareStep}'s, written as a user of the library would. */
final class OckhamStep implements Runnable {

  /** 784-256-256-10. */
  static final class Mlp extends Layer {
    private final Linear fc1 = child("fc1", new Linear(784, 256));
    private final Linear fc2 = child("fc2", new Linear(256, 256));
    private final Linear fc3 = child("fc3", new Linear(256, 10));

    @Override
    protected Tensor forward(Tensor x) {
      return fc3.apply(fc2.apply(fc1.apply(x.flatten(1)).relu()).relu());
    }
  }

  private final Layer network = new Mlp().initialize(0);
  private final GradientOptimizer optimizer = Adam.rate(1e-3).over(network);
  private final Loss criterion = new CrossEntropyLoss();
  private final Tensor x;
  private final Tensor y;

  OckhamStep() {
    Threads.of(1).use();
    Threads.prepare();
    x = Tensor.rand(RandomKey.of(1).generator(), 64, 784);
    y = Tensor.randint(RandomKey.of(2).generator(), 0, 10, 64);
  }

  @Override
  public void run() {
    try (Scope scope = Scope.open()) {
      step(x, y);
    }
  }

  /** One pass over data, a scope a step: a training loop by hand. */
  void epoch(Loader loader) {
    try (Epoch epoch = loader.epoch(0)) {
      while (epoch.hasNext()) {
        try (Scope scope = Scope.open()) {
          Batch batch = epoch.next();
          step(batch.input(), batch.target());
        }
      }
    }
  }

  private void step(Tensor input, Tensor target) {
    optimizer.zeroGrad();
    Tensor loss = criterion.apply(network.apply(input), target);
    loss.backward();
    optimizer.step();
    loss.item();
  }
}
