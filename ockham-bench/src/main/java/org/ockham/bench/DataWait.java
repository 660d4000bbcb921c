package org.ockham.bench;

import java.util.Locale;
import java.util.Random;
import org.ockham.augment.AutoAugment;
import org.ockham.augment.AutoAugmentPolicy;
import org.ockham.augment.Interpolation;
import org.ockham.augment.Normalize;
import org.ockham.augment.RandomHorizontalFlip;
import org.ockham.augment.RandomRotation;
import org.ockham.augment.Transform;
import org.ockham.data.Batch;
import org.ockham.data.Epoch;
import org.ockham.data.ImageDataset;
import org.ockham.data.Loader;
import org.ockham.data.Targets;
import org.ockham.lab.model.Cnn;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.Loss;
import org.ockham.nn.Layer;
import org.ockham.optim.GradientOptimizer;
import org.ockham.optim.Sgd;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/**
 * How much of an epoch of the two-convolution network on 50,000 images of 3x32x32 is spent waiting for batches, while one thread augments them:
 * by {@code cifar-augment}'s flip and rotation, and by AutoAugment.
 *
 * <pre>java -cp "target/classes:$(cat target/classpath)" org.ockham.bench.DataWait</pre>
 */
public final class DataWait {

  private DataWait() {}

  /** Prints the share of each of two epochs. */
  public static void main(String[] arguments) {
    Threads.of(1).use();
    Threads.prepare();
    byte[] pixels = new byte[50_000 * 3 * 32 * 32];
    new Random(1).nextBytes(pixels);
    ImageDataset images = ImageDataset.of(3, 32, 32, pixels, new int[50_000], Targets.classes(10));
    measure(
        "flip and rotation",
        images,
        RandomHorizontalFlip.of(0.5),
        RandomRotation.of(45).withInterpolation(Interpolation.BILINEAR),
        Normalize.of(0.5, 0.5));
    measure(
        "AutoAugment", images, AutoAugment.of(AutoAugmentPolicy.CIFAR10), Normalize.of(0.5, 0.5));
  }

  private static void measure(String name, ImageDataset images, Transform... transforms) {
    Layer network =
        Cnn.of(16, 32).build(images.inputShape(), images.targets().count()).initialize(1);
    GradientOptimizer optimizer = Sgd.rate(0.01).momentum(0.9).over(network);
    Loss criterion = new CrossEntropyLoss();
    Loader loader = Loader.over(images.transformed(transforms)).batch(128).shuffle(true);
    for (int e = 0; e < 2; e++) {
      long start = System.nanoTime();
      long waited = 0;
      try (Epoch epoch = loader.epoch(e)) {
        while (epoch.hasNext()) {
          try (Scope step = Scope.open()) {
            long asked = System.nanoTime();
            Batch batch = epoch.next();
            waited += System.nanoTime() - asked;
            optimizer.zeroGrad();
            Tensor loss = criterion.apply(network.apply(batch.input()), batch.target());
            loss.backward();
            optimizer.step();
            loss.item();
          }
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%s, epoch %d: %.1f s, of which %.2f s (%.1f %%) waiting for data%n",
          name,
          e,
          seconds,
          waited / 1e9,
          100 * waited / 1e9 / seconds);
    }
  }
}
