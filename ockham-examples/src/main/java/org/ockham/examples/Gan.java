package org.ockham.examples;

import java.util.Map;
import org.ockham.data.*;
import org.ockham.loss.*;
import org.ockham.nn.*;
import org.ockham.optim.*;
import org.ockham.tensor.*;
import org.ockham.train.*;

/**
 * Two networks that are trained against each other, each with an optimiser of its own: a generator learns to draw points as the data lies,
 * half around −2 and half around 2, from noise and from whether a discriminator can tell its points from the data's (Goodfellow et al.
 * 2014, <a href="https://arxiv.org/abs/1406.2661">arXiv:1406.2661</a>).
 */
public final class Gan {
  static final int NOISE = 4;

  static final class Networks extends Layer {
    final Layer generator = child("generator", mlp(NOISE));
    final Layer discriminator = child("discriminator", mlp(1));

    private static Layer mlp(int inputs) {
      return new Sequential(
          new Linear(inputs, 32),
          new LeakyReLU(0.2),
          new Linear(32, 32),
          new LeakyReLU(0.2),
          new Linear(32, 1));
    }

    @Override
    protected Tensor forward(Tensor noise) {
      return generator.apply(noise);
    }
  }

  record Adversaries(Networks network) implements ManualModule {
    private static final Loss REAL_OR_NOT = new BceWithLogitsLoss();

    @Override
    public Map<String, OptimizerConfig> configureOptimizers() {
      Adam adam = Adam.rate(1e-3).betas(0.5, 0.999);
      return Map.of("generator", adam, "discriminator", adam);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step, Optimizers optimizers) {
      Tensor fake = network.generator.apply(noise(batch.size(), step.batchKey("noise")));
      optimizers.zeroGrad();
      Tensor told = judged(batch.input(), true).add(judged(fake.detach(), false));
      told.backward();
      optimizers.of("discriminator").step();

      optimizers.zeroGrad();
      Tensor fooled = judged(fake, true);
      fooled.backward();
      optimizers.of("generator").step();
      return StepOutput.of(fooled).logging(Map.of("discriminator", told.item()));
    }

    private Tensor judged(Tensor points, boolean isReal) {
      Tensor judgement = network.discriminator.apply(points);
      return REAL_OR_NOT.apply(
          judgement, isReal ? Tensor.onesLike(judgement) : Tensor.zerosLike(judgement));
    }

    /** How far what is drawn is from the data: the mean distance of both, each in ascending order (Wasserstein's). */
    @Override
    public StepOutput validationStep(Batch batch) {
      Tensor drawn = network.apply(noise(batch.size(), RandomKey.of(0)));
      return StepOutput.of(ascending(drawn).sub(ascending(batch.input())).abs().mean());
    }

    private static Tensor ascending(Tensor points) {
      return points.flatten(0).sort(0, false).values();
    }

    private static Tensor noise(int size, RandomKey key) {
      return Tensor.randn(key.generator(), size, NOISE);
    }
  }

  public static void main(String[] args) {
    System.out.println("distance of the drawn points from the data: " + run());
  }

  static double run() {
    DataModule data = DataModule.of(points(2_000, 1), points(1_000, 2));
    Trainer trainer = Trainer.builder().maxEpochs(30).batchSize(100).seed(1).build();
    FitResult fit = trainer.fit(new Adversaries(new Networks()), data);
    return trainer.validate(fit.last(), data.validation()).get("val/loss");
  }

  private static Dataset points(int count, long seed) {
    float[] spread = Tensor.randn(RandomKey.of(seed).generator(), count).toFloats();
    float[][] points = new float[count][1];
    for (int i = 0; i < count; i++) {
      points[i][0] = (i % 2 == 0 ? 2 : -2) + 0.3f * spread[i];
    }
    return ArrayDataset.of(points, points);
  }
}
