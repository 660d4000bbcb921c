package org.ockham.examples;

import java.nio.file.Path;
import org.ockham.callback.*;
import org.ockham.data.*;
import org.ockham.nn.*;
import org.ockham.optim.*;
import org.ockham.tensor.*;
import org.ockham.train.*;

public final class FirstNetwork {
  static final class Mlp extends Layer {
    private final Linear fc1 = child("fc1", new Linear(784, 256));
    private final Dropout drop = child("drop", new Dropout(0.2));
    private final Linear fc2 = child("fc2", new Linear(256, 10));

    @Override
    protected Tensor forward(Tensor x) {
      return fc2.apply(drop.apply(fc1.apply(x.flatten(1)).relu()));
    }
  }

  public static void main(String[] args) {
    ImageSet digits = Glyphs.standard().first(5_000, 1_000); // or Mnist.from(Cache.standard())
    DataModule data = digits.split(0.8, 0.2, 1); // training, validation; the test set stays apart
    Classifier task = Classifier.of(new Mlp()).optimizer(Adam.rate(1e-3).weightDecay(1e-5));
    Trainer trainer = Trainer.builder()
        .maxEpochs(10)
        .seed(1)
        .callbacks(
            ProgressBars.auto(System.out),
            Checkpoint.best("val/accuracy"),
            EarlyStopping.on("val/accuracy").patience(3))
        .build();
    FitResult fit = trainer.fit(task, data);
    System.out.println(trainer.test(fit.best(), data.test()));

    fit.best().network().save(Path.of(args[0]));
    Layer loaded = new Mlp().load(Path.of(args[0]));
    System.out.println(trainer.test(Classifier.of(loaded), data.test())); // the same numbers
  }
}
