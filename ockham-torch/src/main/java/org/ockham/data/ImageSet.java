package org.ockham.data;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A named set of labelled images in memory: MNIST, CIFAR-10, glyphs. Each part is read (or drawn) when it is first asked for,
 * and then kept.
 */
public final class ImageSet implements NamedSet {
  private final String name;
  private final Part train;
  private final Part test;

  /**
   * A set whose parts are made on demand.
   *
   * @param name that it is known by
   * @param trainSize how many training images there are
   * @param train makes the first so many of them
   * @param testSize how many test images there are
   * @param test makes the first so many of them
   */
  public ImageSet(
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

  @Override
  public String name() {
    return name;
  }

  @Override
  public ImageDataset train() {
    return train.get();
  }

  @Override
  public ImageDataset test() {
    return test.get();
  }

  /**
   * The same set cut to its first images; what is drawn is drawn only that far.
   *
   * @throws DataException unless both numbers are at least 1 and at most what there is
   */
  @Override
  public ImageSet first(int trainSize, int testSize) {
    return new ImageSet(name, train.first(trainSize), test.first(testSize));
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
