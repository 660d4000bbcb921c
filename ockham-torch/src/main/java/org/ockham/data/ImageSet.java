package org.ockham.data;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A named set of labelled images, with the test images apart from the others as its authors published them: MNIST,
 * Fashion-MNIST, glyphs. Each part is read (or drawn) when it is first asked for, and then kept.
 */
public final class ImageSet {
  private final String name;
  private final Part train;
  private final Part test;

  /**
   * A set whose parts are made on demand.
   *
   * @param trainSize how many training images there are
   * @param train makes the first so many of them
   * @param testSize how many test images there are
   * @param test makes the first so many of them
   */
  ImageSet(
      String name,
      int trainSize,
      IntFunction<ImageDataset> train,
      int testSize,
      IntFunction<ImageDataset> test) {
    this(name, new Part(trainSize, train), new Part(testSize, test));
  }

  private ImageSet(String name, Part train, Part test) {
    this.name = name;
    this.train = train;
    this.test = test;
  }

  /** The name that {@code Datasets} knows it by. */
  public String name() {
    return name;
  }

  /** The training images. */
  public ImageDataset train() {
    return train.get();
  }

  /** The test images. */
  public ImageDataset test() {
    return test.get();
  }

  /**
   * The same set cut to its first images; what is drawn is drawn only that far.
   *
   * @throws DataException unless both numbers are at least 1 and at most what there is
   */
  public ImageSet first(int trainSize, int testSize) {
    return new ImageSet(name, train.first(trainSize), test.first(testSize));
  }

  /**
   * Splits the training images at random into training and validation; the test images stay apart, and are read when they
   * are asked for.
   *
   * @throws DataException if the fractions do not add up to 1, or leave a part empty
   */
  public DataModule split(double trainFraction, double validationFraction, long seed) {
    List<Subset> parts = train().split(seed, trainFraction, validationFraction);
    return new DataModule() {
      @Override
      public Dataset train() {
        return parts.get(0);
      }

      @Override
      public Dataset validation() {
        return parts.get(1);
      }

      @Override
      public Dataset test() {
        return ImageSet.this.test();
      }
    };
  }

  @Override
  public String toString() {
    return name + " (" + train.size + " training and " + test.size + " test images)";
  }

  private static final class Part {
    private final int size;
    private final IntFunction<ImageDataset> source;
    private @Nullable ImageDataset images;

    Part(int size, IntFunction<ImageDataset> source) {
      this.size = size;
      this.source = source;
    }

    synchronized ImageDataset get() {
      ImageDataset known = images;
      if (known == null) {
        images = known = source.apply(size);
      }
      return known;
    }

    Part first(int count) {
      if (count < 1 || count > size) {
        throw new DataException("Asked for the first " + count + " images, but there are " + size
            + ": ask for 1 to " + size + ".");
      }
      return new Part(count, source);
    }
  }
}
