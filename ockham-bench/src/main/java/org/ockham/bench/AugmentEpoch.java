package org.ockham.bench;

import java.util.SplittableRandom;
import org.ockham.augment.AutoAugment;
import org.ockham.augment.AutoAugmentPolicy;
import org.ockham.augment.Compose;
import org.ockham.augment.Interpolation;
import org.ockham.augment.Normalize;
import org.ockham.augment.RandomCrop;
import org.ockham.augment.RandomHorizontalFlip;
import org.ockham.augment.RandomRotation;
import org.ockham.data.Batch;
import org.ockham.data.Dataset;
import org.ockham.data.Epoch;
import org.ockham.data.ImageDataset;
import org.ockham.data.Loader;
import org.ockham.data.Targets;
import org.ockham.tensor.Scope;

/** Random images of three channels, read in shuffled, augmented, normalised batches of 128 by the thread that asks. */
final class AugmentEpoch implements Runnable {

  /** What is done to each image before it is normalised. */
  enum Chain {
    /** A window of the padded image, flipped or not. */
    CROP,
    /** Turned by at most 45 degrees, bilinear, flipped or not. */
    ROTATION,
    /** AutoAugment's policy for CIFAR-10. */
    AUTO_AUGMENT;

    private Compose transform(int size) {
      RandomHorizontalFlip flip = RandomHorizontalFlip.of(0.5);
      Normalize normalize =
          Normalize.of(new double[] {0.49, 0.48, 0.45}, new double[] {0.25, 0.24, 0.26});
      return switch (this) {
        case CROP -> Compose.of(RandomCrop.of(size).withPadding(size / 8), flip, normalize);
        case ROTATION ->
          Compose.of(
              RandomRotation.of(45).withInterpolation(Interpolation.BILINEAR), flip, normalize);
        case AUTO_AUGMENT -> Compose.of(AutoAugment.of(AutoAugmentPolicy.CIFAR10), normalize);
      };
    }
  }

  private final Loader loader;
  private long epoch;

  AugmentEpoch(Chain chain, int size, int images) {
    byte[] pixels = new byte[images * 3 * size * size];
    new SplittableRandom(1).nextBytes(pixels);
    Dataset dataset = ImageDataset.of(3, size, size, pixels, new int[images], Targets.classes(10));
    loader = Loader.over(dataset.transformed(chain.transform(size)))
        .batch(128)
        .shuffle(true)
        .prefetch(0);
  }

  @Override
  public void run() {
    try (Epoch batches = loader.epoch(epoch++)) {
      while (batches.hasNext()) {
        try (Scope scope = Scope.open()) {
          Batch batch = batches.next();
          if (batch.size() < 1) {
            throw new AssertionError("a batch of none");
          }
        }
      }
    }
  }
}
