package org.ockham.examples;

import java.nio.file.Path;
import java.util.List;
import org.ockham.callback.*;
import org.ockham.data.*;
import org.ockham.logger.*;
import org.ockham.metric.*;
import org.ockham.nn.*;
import org.ockham.optim.*;
import org.ockham.tensor.*;
import org.ockham.train.*;

/** A module of one's own: an autoencoder that learns to remove noise from images. */
public final class OwnModule {
  record Denoiser(Layer network) implements TrainingModule {
    @Override
    public OptimizerConfig configureOptimizer() {
      return Adam.rate(1e-3);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      Tensor clean = batch.input().flatten(1);
      Tensor noise = Tensor.randn(step.batchKey("noise").generator(), clean.shape());
      Tensor restored = network.apply(clean.add(noise.mul(0.3)));
      return StepOutput.of(restored.sub(clean).square().mean(), restored, clean);
    }

    @Override
    public List<Metric> metrics() {
      return List.of(new MeanAbsoluteError());
    }
  }

  public static void main(String[] args) {
    Layer network =
        new Sequential(new Flatten(), new Linear(784, 64), new ReLU(), new Linear(64, 784));
    Trainer trainer = Trainer.builder()
        .maxEpochs(5)
        .seed(1)
        .callbacks(EarlyStopping.on("val/mae").patience(2), Checkpoint.best("val/mae"))
        .loggers(TensorBoard.in(Path.of(args[0])))
        .build();
    DataModule data = Glyphs.standard().first(2_000, 500).split(0.8, 0.2, 1);
    Weights best = trainer.fit(new Denoiser(network), data).best();
    System.out.println(trainer.test(best, data.test()));
  }
}
