package org.ockham.examples;

import org.ockham.augment.*;
import org.ockham.callback.*;
import org.ockham.data.*;
import org.ockham.data.fetch.Cache;
import org.ockham.nn.*;
import org.ockham.optim.Sgd;
import org.ockham.train.*;

/** A small convolutional network on CIFAR-10, whose images are moved and flipped anew in each epoch. */
public final class AugmentedCifar {

  /** Fetches CIFAR-10 if it is not there, trains for 30 epochs and prints the test accuracy. */
  public static void main(String[] args) {
    System.out.println(run(Cifar10.from(Cache.standard()), 30, 128));
  }

  static Metrics run(NamedSet cifar, int epochs, int batch) {
    Transform normalize = Normalize.of(0.5, 0.5);
    Transform augment =
        Compose.of(RandomCrop.of(32).withPadding(4), RandomHorizontalFlip.of(0.5), normalize);
    DataModule data = cifar.split(0.9, 0.1, 1).transformed(augment, normalize);
    Layer network = new Sequential(
        new Conv2d(3, 16, 5),
        new ReLU(),
        new MaxPool2d(2),
        new Conv2d(16, 32, 5),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(800, 120),
        new ReLU(),
        new Linear(120, 84),
        new ReLU(),
        new Linear(84, 10));
    Trainer trainer = Trainer.builder()
        .maxEpochs(epochs)
        .batchSize(batch)
        .seed(1)
        .prefetch(4)
        .callbacks(Checkpoint.best("val/accuracy"))
        .build();
    FitResult fit =
        trainer.fit(Classifier.of(network).optimizer(Sgd.rate(0.01).momentum(0.9)), data);
    return trainer.test(fit.best(), data.test());
  }
}
