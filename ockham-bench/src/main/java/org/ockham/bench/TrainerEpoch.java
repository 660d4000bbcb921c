package org.ockham.bench;

import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.data.ImageDataset;
import org.ockham.data.Loader;
import org.ockham.optim.Adam;
import org.ockham.train.Classifier;
import org.ockham.train.Trainer;

/** An epoch of the trainer on images, with all that goes with it but validation: reading, shuffling, averages, callbacks. */
final class TrainerEpoch implements Runnable {

  /** Steps of 64 samples in a run. */
  static final int STEPS = 1_500;

  private final Classifier task = Classifier.of(new OckhamStep.Mlp()).optimizer(Adam.rate(1e-3));
  private final Trainer trainer;
  private final DataModule data;
  private final Loader loader;

  TrainerEpoch(int prefetch) {
    ImageDataset images = Glyphs.of(0, STEPS * 64);
    data = DataModule.of(images, images.take(64));
    loader = Loader.over(images).batch(64).shuffle(true).prefetch(prefetch);
    trainer = Trainer.builder()
        .maxEpochs(1)
        .batchSize(64)
        .prefetch(prefetch)
        .shards(1) // as the loop beside it
        .threads(1)
        .build();
  }

  /** The loader that the trainer reads with. */
  Loader loader() {
    return loader;
  }

  @Override
  public void run() {
    trainer.fitAnew(task, data);
  }
}
