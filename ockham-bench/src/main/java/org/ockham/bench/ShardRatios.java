package org.ockham.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.data.ImageDataset;
import org.ockham.data.Targets;
import org.ockham.nn.BatchNorm2d;
import org.ockham.nn.Conv2d;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.MaxPool2d;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;
import org.ockham.train.Classifier;
import org.ockham.train.Trainer;

/**
 * Epochs of the trainer by how their steps are laid out for several cores, in turn within one process: medians, and their ratios to one
 * thread. What the rule of {@link org.ockham.train.Parallelism} is made of.
 *
 * <pre>MALLOC_TRIM_THRESHOLD_=268435456 MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_ARENA_MAX=1 \
 *     java -cp "target/classes:$(cat target/classpath)" org.ockham.bench.ShardRatios [mlp] [cifar] [norm]</pre>
 */
public final class ShardRatios {

  private static final int ROUNDS = 7;

  private ShardRatios() {}

  /** Prints a table for each network that is named; of all if none is. */
  public static void main(String[] arguments) {
    for (String name : arguments.length > 0 ? arguments : new String[] {"mlp", "cifar", "norm"}) {
      switch (name) {
        case "mlp" ->
          race(
              "784-256-256-10, batch 64",
              new OckhamStep.Mlp(),
              Adam.rate(1e-3),
              Glyphs.of(0, 64 * 300),
              64);
        case "cifar" -> race("CIFAR-10 net, batch 128", cifar(false), sgd(), images(128 * 20), 128);
        case "norm" ->
          race("the same with batch normalisation", cifar(true), sgd(), images(128 * 20), 128);
        default ->
          throw new IllegalArgumentException(
              "there is no network '" + name + "': choose of mlp, cifar, norm");
      }
    }
  }

  private static void race(
      String title, Layer network, OptimizerConfig optimizer, ImageDataset images, int batch) {
    DataModule data = DataModule.of(images, images.take(batch));
    Classifier task = Classifier.of(network).optimizer(optimizer);
    String[] names = {
      "one thread",
      "by the rule, on all cores",
      "by the rule, on one core",
      "2 shards, on 2 cores",
      "4 shards, on 2 cores",
      "2 shards, each normalised by itself"
    };
    Trainer[] trainers = {
      trainer(batch, builder -> builder.shards(1).threads(1)),
      trainer(batch, builder -> builder),
      trainer(batch, builder -> builder.threads(1)),
      trainer(batch, builder -> builder.shards(2).threads(2)),
      trainer(batch, builder -> builder.shards(4).threads(2)),
      trainer(batch, builder -> builder.shards(2).threads(2).syncBatchNorm(false))
    };
    double[][] seconds = new double[trainers.length][ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      for (int i = 0; i < trainers.length; i++) {
        long start = System.nanoTime();
        trainers[i].fitAnew(task, data);
        if (round >= 0) {
          seconds[i][round] = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    System.out.println(title);
    int steps = images.size() / batch;
    for (int i = 0; i < trainers.length; i++) {
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = seconds[i][round] / seconds[0][round];
      }
      System.out.printf(
          Locale.ROOT,
          "  %-36s %8.2f ms a step, least %8.2f   ratio %.2f (quartiles %.2f %.2f)%n",
          names[i],
          Quantile.of(seconds[i], 0.5) / steps * 1e3,
          Quantile.of(seconds[i], 0) / steps * 1e3,
          Quantile.of(ratios, 0.5),
          Quantile.of(ratios, 0.25),
          Quantile.of(ratios, 0.75));
    }
  }

  private static Trainer trainer(int batch, UnaryOperator<Trainer.Builder> layout) {
    return layout
        .apply(Trainer.builder().maxEpochs(1).batchSize(batch).evaluationBatchSize(batch))
        .build();
  }

  static OptimizerConfig sgd() {
    return Sgd.rate(0.01).momentum(0.9);
  }

  static Layer cifar(boolean norm) {
    return new Sequential(
        new Conv2d(3, 16, 5),
        norm ? new BatchNorm2d(16) : new ReLU(),
        new ReLU(),
        new MaxPool2d(2),
        new Conv2d(16, 32, 5),
        norm ? new BatchNorm2d(32) : new ReLU(),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(800, 120),
        new ReLU(),
        new Linear(120, 84),
        new ReLU(),
        new Linear(84, 10));
  }

  static ImageDataset images(int count) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] pixels = new byte[count * 3 * 32 * 32];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextLong();
    }
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % 10);
    return ImageDataset.of(3, 32, 32, pixels, labels, Targets.classes(10));
  }
}
