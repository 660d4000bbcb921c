package org.ockham.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.data.ImageDataset;
import org.ockham.distributed.OrderedSum;
import org.ockham.distributed.ProcessGroup;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.optim.OptimizerConfig;
import org.ockham.tensor.Tensor;
import org.ockham.train.Classifier;
import org.ockham.train.Trainer;

/**
 * Steps of the trainer in one process and on two ranks of one thread each, and what the sum of the gradients takes of them: in turn,
 * within the same processes; medians, and ratios to one thread.
 *
 * <pre>MALLOC_TRIM_THRESHOLD_=268435456 MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_ARENA_MAX=1 \
 *     java -cp "target/classes:$(cat target/classpath)" org.ockham.bench.RankRatios</pre>
 */
public final class RankRatios {

  private static final int ROUNDS = 9;
  private static final String[] NAMES = {
    "one thread", "2 shards, on 2 cores", "2 ranks of one thread", "the sum of 2 ranks' gradients"
  };

  /** What is trained. */
  private record Work(
      String title, Layer network, OptimizerConfig optimizer, ImageDataset images, int batch) {

    int steps() {
      return images.size() / batch;
    }

    Runnable fit(UnaryOperator<Trainer.Builder> layout) {
      DataModule data = DataModule.of(images, images.take(batch));
      Classifier task = Classifier.of(network).optimizer(optimizer);
      Trainer trainer = layout
          .apply(Trainer.builder().maxEpochs(1).batchSize(batch).evaluationBatchSize(batch))
          .build();
      return () -> trainer.fitAnew(task, data);
    }

    /** As many sums of as many numbers as there are in a fit. */
    Runnable sums(ProcessGroup group) {
      OrderedSum sum = new OrderedSum(group);
      Tensor gradients = Tensor.ones(network.parameterCount());
      return () -> {
        for (int i = 0; i < steps(); i++) {
          sum.into(gradients, List.of(gradients));
        }
      };
    }
  }

  private RankRatios() {}

  /** Prints a table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (!RankedProcesses.isOne(arguments)) {
      System.out.println("| network | parameters | how | ms a step | ratio | quartiles |");
      System.out.println("|---|---|---|---|---|---|");
      RankedProcesses.run(RankRatios.class, 2);
      return;
    }
    try (ProcessGroup group = RankedProcesses.told(arguments).meeting().join()) {
      for (Work work : works()) {
        race(group, work);
      }
    }
  }

  private static List<Work> works() {
    return List.of(
        new Work(
            "784-256-256-10, batch 64",
            new OckhamStep.Mlp(),
            Adam.rate(1e-3),
            Glyphs.of(0, 64 * 200),
            64),
        new Work(
            "CIFAR-10 net, batch 128",
            ShardRatios.cifar(false),
            ShardRatios.sgd(),
            ShardRatios.images(128 * 20),
            128),
        new Work(
            "784-2048-2048-2048-10, batch 256",
            wide(),
            ShardRatios.sgd(),
            Glyphs.of(0, 256 * 10),
            256));
  }

  private static void race(ProcessGroup group, Work work) {
    Runnable[] alone = {
      work.fit(builder -> builder.shards(1).threads(1)),
      work.fit(builder -> builder.shards(2).threads(2))
    };
    Runnable[] together = {
      work.fit(builder -> builder.ranks(group).shards(1).threads(1)), work.sums(group)
    };
    double[][] seconds = new double[alone.length + together.length][ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      for (int i = 0; i < seconds.length; i++) {
        group.allGather(new byte[0]); // who is not in a race waits for its end
        if (i >= alone.length || group.rank() == 0) {
          long start = System.nanoTime();
          (i < alone.length ? alone[i] : together[i - alone.length]).run();
          seconds[i][Math.max(round, 0)] = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    if (group.rank() == 0) {
      print(work, seconds);
    }
  }

  private static void print(Work work, double[][] seconds) {
    for (int i = 0; i < seconds.length; i++) {
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = seconds[i][round] / seconds[0][round];
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %s | %.2f | %.2f | %.2f to %.2f |%n",
          work.title(),
          work.network().parameterCount(),
          NAMES[i],
          Quantile.of(seconds[i], 0.5) / work.steps() * 1e3,
          Quantile.of(ratios, 0.5),
          Quantile.of(ratios, 0.25),
          Quantile.of(ratios, 0.75));
    }
  }

  /** Of ten million parameters. */
  private static Layer wide() {
    return new Sequential(
        new Flatten(),
        new Linear(784, 2048),
        new ReLU(),
        new Linear(2048, 2048),
        new ReLU(),
        new Linear(2048, 2048),
        new ReLU(),
        new Linear(2048, 10));
  }
}
