package org.ockham.data;

import java.util.stream.IntStream;
import org.ockham.data.glyph.Hand;
import org.ockham.data.glyph.Pen;
import org.ockham.tensor.RandomKey;

/**
 * Digits from 0 to 9 as if written by hand, drawn from lines, arcs and Bezier curves: 28x28 grey, no file, no
 * font, no network. They stand in for MNIST where that is not at hand. Sample {@code i} of a seed is always the same
 * image, however many are asked for.
 *
 * <p>They are made to be about as hard as MNIST is: a 784-100-100-100-10 network trained on 3,000 of them by Adam at 1e-3
 * in batches of 300 fits those perfectly, and classifies 92 % of the test images; its validation loss falls to 0.30 within
 * 20 epochs and has risen to 0.80 after 1000 (MNIST: 91.4 %, 0.36, 1.02).
 */
public final class Glyphs {
  /** Seeds of the standard set's two parts. */
  private static final long TRAIN = 1;

  private static final long TEST = 2;

  private static final int CLASSES = 10;

  private Glyphs() {}

  /** The standard set: 60,000 training and 10,000 test images, drawn when they are asked for. */
  public static ImageSet standard() {
    return new ImageSet(
        "glyphs", 60_000, count -> of(TRAIN, count), 10_000, count -> of(TEST, count));
  }

  /**
   * The first {@code count} images of a seed.
   *
   * @throws DataException if the count is not from 1 to 2,000,000
   */
  public static ImageDataset of(long seed, int count) {
    if (count < 1 || count > 2_000_000) {
      throw new DataException("Asked for " + count + " glyphs: ask for 1 to 2000000.");
    }
    int area = Hand.SIZE * Hand.SIZE;
    byte[] pixels = new byte[count * area];
    int[] labels = new int[count];
    RandomKey key = RandomKey.of(seed).fold("glyphs");
    int block = 256;
    IntStream.range(0, (count + block - 1) / block).parallel().forEach(b -> {
      Pen pen = new Pen(Hand.SIZE);
      for (int i = b * block; i < Math.min(count, (b + 1) * block); i++) {
        var random = key.fold(i).random();
        labels[i] = RandomKey.below(random, CLASSES);
        new Hand(random, pen).write(labels[i], pixels, i * area);
      }
    });
    return ImageDataset.of(1, Hand.SIZE, Hand.SIZE, pixels, labels, Targets.classes(CLASSES));
  }
}
