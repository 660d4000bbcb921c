package org.ockham.bench;

import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.Loss;
import org.ockham.nn.Conv2d;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.MaxPool2d;
import org.ockham.optim.GradientOptimizer;
import org.ockham.optim.Sgd;
import org.ockham.tensor.DType;
import org.ockham.tensor.MemoryFormat;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** A step of a small convolutional network for CIFAR-10 on a batch of 128, SGD with momentum, as a user of the library writes it. */
final class CifarStep implements Runnable {

  /** Two convolutions, each pooled, and 800-120-84-10. */
  private static final class Cifar extends Layer {
    private final Conv2d conv1 = child("conv1", new Conv2d(3, 16, 5));
    private final Conv2d conv2 = child("conv2", new Conv2d(16, 32, 5));
    private final MaxPool2d pool = child("pool", new MaxPool2d(2));
    private final Linear fc1 = child("fc1", new Linear(800, 120));
    private final Linear fc2 = child("fc2", new Linear(120, 84));
    private final Linear fc3 = child("fc3", new Linear(84, 10));

    @Override
    protected Tensor forward(Tensor x) {
      Tensor h = pool.apply(conv1.apply(x).relu());
      h = pool.apply(conv2.apply(h).relu()).flatten(1);
      return fc3.apply(fc2.apply(fc1.apply(h).relu()).relu());
    }
  }

  private final Layer network = new Cifar().initialize(0);
  private final GradientOptimizer optimizer = Sgd.rate(0.01).momentum(0.9).over(network);
  private final Loss criterion = new CrossEntropyLoss();
  private final Tensor x;
  private final Tensor y;

  /** With a batch that lies so. */
  CifarStep(MemoryFormat format) {
    x = Tensor.empty(DType.FLOAT32, format, 128, 3, 32, 32)
        .uniform_(0, 1, RandomKey.of(1).generator());
    y = Tensor.randint(RandomKey.of(2).generator(), 0, 10, 128);
  }

  @Override
  public void run() {
    try (Scope scope = Scope.open()) {
      optimizer.zeroGrad();
      Tensor loss = criterion.apply(network.apply(x), y);
      loss.backward();
      optimizer.step();
      loss.item();
    }
  }
}
