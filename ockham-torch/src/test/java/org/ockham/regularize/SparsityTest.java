package org.ockham.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.ockham.SharedFolder;
import org.ockham.data.DataDirectory;
import org.ockham.data.DataModule;
import org.ockham.data.Mnist;
import org.ockham.metric.NetworkStatistics;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.optim.Sgd;
import org.ockham.schedule.CosineAnnealingLR;
import org.ockham.train.Classifier;
import org.ockham.train.FitResult;
import org.ockham.train.RateSchedule;
import org.ockham.train.Regularizer;
import org.ockham.train.Trainer;

/** Nine weights of ten of the course's MNIST network are exactly zero after proximal L1, at no more than a point of accuracy. */
final class SparsityTest {

  private static final int EPOCHS = 14;

  private record Outcome(double accuracy, double zeros) {}

  @Test
  void mnistNeedsATenthOfItsWeights() {
    var data = SharedFolder.find("data").map(folder -> folder.resolve("mnist"));
    assumeTrue(
        data.isPresent() && Files.isDirectory(data.get()),
        "no shared/data/mnist beside this checkout");
    DataModule mnist = Mnist.from(DataDirectory.of(data.get().getParent())).split(0.8, 0.2, 1);
    Outcome plain = train(mnist);
    Outcome sparse = train(mnist, ProximalL1.of(2.6e-4));
    assertThat(plain.zeros).isZero();
    assertThat(sparse.zeros).isGreaterThanOrEqualTo(0.9);
    assertThat(sparse.accuracy).isGreaterThanOrEqualTo(plain.accuracy - 0.01);
  }

  /** By plain gradient descent, for which the proximal step is the exact one; the test set's accuracy after the last epoch. */
  private static Outcome train(DataModule data, Regularizer... regularisers) {
    Layer network = new Sequential(
        new Flatten(),
        new Linear(784, 256),
        new ReLU(),
        new Linear(256, 256),
        new ReLU(),
        new Linear(256, 10));
    Trainer trainer = Trainer.builder()
        .maxEpochs(EPOCHS)
        .batchSize(128)
        .seed(1)
        .threads(1)
        .schedule(RateSchedule.perEpoch(CosineAnnealingLR.over(EPOCHS)))
        .regularizers(regularisers)
        .build();
    FitResult fit = trainer.fit(Classifier.of(network).optimizer(Sgd.rate(0.6)), data);
    return new Outcome(
        trainer.test(fit.last(), data.test()).get("test/accuracy"),
        NetworkStatistics.of(fit.last().network()).sparsity());
  }
}
