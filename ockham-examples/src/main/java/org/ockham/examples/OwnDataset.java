package org.ockham.examples;

import java.util.SplittableRandom;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.SampleWriter;
import org.ockham.data.Targets;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.tensor.RandomKey;
import org.ockham.train.Classifier;
import org.ockham.train.FitResult;
import org.ockham.train.Metrics;
import org.ockham.train.Trainer;

/** Data of one's own: points on three arms of a spiral, told apart by a small network. */
public final class OwnDataset {

  /**
   * Points of a spiral with three arms, drawn as they are read: sample i depends on the seed and i alone.
   *
   * @param seed what the noise is drawn from
   * @param size how many points
   */
  record Spiral(long seed, int size) implements Dataset {
    @Override
    public long[] inputShape() {
      return new long[] {2};
    }

    @Override
    public Targets targets() {
      return Targets.classes("red", "green", "blue");
    }

    @Override
    public void read(int index, SampleWriter out) {
      SplittableRandom random = RandomKey.of(seed).fold(index).random();
      int arm = index % 3;
      double radius = random.nextDouble();
      double angle = 4 * radius + arm * 2 * Math.PI / 3 + random.nextDouble(-0.2, 0.2);
      out.values((float) (radius * Math.cos(angle)), (float) (radius * Math.sin(angle)))
          .label(arm);
    }
  }

  private OwnDataset() {}

  /** Trains on the spiral and prints the test accuracy. */
  public static void main(String[] args) {
    System.out.println(run());
  }

  static Metrics run() {
    DataModule data = DataModule.of(new Spiral(1, 900), new Spiral(2, 300), new Spiral(3, 300));
    Sequential network = new Sequential(
        new Linear(2, 64), new ReLU(), new Linear(64, 64), new ReLU(), new Linear(64, 3));
    Trainer trainer = Trainer.builder().maxEpochs(60).batchSize(30).seed(1).build();
    FitResult fit = trainer.fit(Classifier.of(network).optimizer(Adam.rate(1e-2)), data);
    return trainer.test(fit.last(), data.test());
  }
}
