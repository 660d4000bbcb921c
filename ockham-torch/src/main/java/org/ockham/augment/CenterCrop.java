package org.ockham.augment;

import org.ockham.check.Check;

/**
 * The window in the middle; a smaller image is padded with 0 first
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.CenterCrop.html">torchvision's CenterCrop</a>).
 *
 * @param height of the window, at least 1
 * @param width of the window, at least 1
 */
public record CenterCrop(int height, int width) implements Transform {
  public CenterCrop {
    Check.positive("height", height);
    Check.positive("width", width);
  }

  /** A square window. */
  public static CenterCrop of(int size) {
    return new CenterCrop(size, size);
  }

  @Override
  public ImageShape output(ImageShape input) {
    return input.resized(height, width);
  }

  @Override
  public void apply(Image image, Draws draws) {
    int rows = Math.max(0, height - image.height());
    int columns = Math.max(0, width - image.width());
    image.pad(columns / 2, rows / 2, (columns + 1) / 2, (rows + 1) / 2, PaddingMode.CONSTANT, 0);
    image.crop(top(image.height()), left(image.width()), height, width);
  }

  /** The first row of the window in an image of so many. */
  public int top(int rows) {
    return middle(rows, height);
  }

  /** The first column of the window in an image of so many. */
  public int left(int columns) {
    return middle(columns, width);
  }

  /** Where a window in the middle begins; of two middles the even one, as Python rounds. */
  static int middle(int size, int window) {
    return (int) Math.rint((size - window) / 2.0);
  }
}
