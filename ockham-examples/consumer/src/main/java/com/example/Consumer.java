package com.example;

import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.nn.Flatten;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.tensor.Engine;
import org.ockham.train.Classifier;
import org.ockham.train.Trainer;

/** Somebody's own program: a project that knows Ockham by its coordinates alone. */
public final class Consumer {

  private Consumer() {}

  /** Trains on drawn digits and prints the accuracy on others. */
  public static void main(String[] args) {
    DataModule digits = Glyphs.standard().first(1_000, 200).split(0.8, 0.2, 1);
    Classifier task =
        Classifier.of(new Sequential(new Flatten(), new Linear(784, 64), new ReLU(), new Linear(64, 10)))
            .optimizer(Adam.rate(3e-3));
    Trainer trainer = Trainer.builder().maxEpochs(5).seed(1).build();
    System.out.println(Engine.platform());
    System.out.println(trainer.test(trainer.fit(task, digits).best(), digits.test()));
  }
}
