package org.ockham.augment;

import org.ockham.check.Check;

/**
 * A window at a random place of the padded image
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomCrop.html">torchvision's
 * RandomCrop</a>).
 *
 * @param height of the window, at least 1
 * @param width of the window, at least 1
 * @param padding put on each side first, at least 0; default 0
 * @param padIfNeeded whether images smaller than the window are padded on both sides until it fits; default false: they are refused
 * @param fill the padding's value, 0 to 255 (a float image takes a 255th of it); default 0
 * @param paddingMode default {@link PaddingMode#CONSTANT}
 */
public record RandomCrop(
    int height, int width, int padding, boolean padIfNeeded, int fill, PaddingMode paddingMode)
    implements Transform {
  public RandomCrop {
    Check.positive("height", height);
    Check.positive("width", width);
    Check.atLeast("padding", padding, 0);
    Check.between("fill", fill, 0, 255);
  }

  /** A square window without padding. */
  public static RandomCrop of(int size) {
    return new RandomCrop(size, size, 0, false, 0, PaddingMode.CONSTANT);
  }

  /** A copy with so much padding on each side. */
  public RandomCrop withPadding(int padding) {
    return new RandomCrop(height, width, padding, padIfNeeded, fill, paddingMode);
  }

  /** A copy with another kind of padding. */
  public RandomCrop withPaddingMode(PaddingMode paddingMode) {
    return new RandomCrop(height, width, padding, padIfNeeded, fill, paddingMode);
  }

  @Override
  public ImageShape output(ImageShape input) {
    if (!input.isVarying() && !padIfNeeded) {
      fits(input);
      paddingMode.check(padding, Math.min(input.height(), input.width()), "pixels");
    }
    return input.resized(height, width);
  }

  private void fits(ImageShape input) {
    if (input.height() + 2 * padding < height || input.width() + 2 * padding < width) {
      throw new IllegalArgumentException("RandomCrop takes a window of " + height + "x" + width
          + ", but the images are " + input.height() + "x" + input.width() + " with " + padding
          + " of padding on each side: take a smaller window, or set padIfNeeded");
    }
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (!padIfNeeded) {
      fits(image.shape());
    }
    int vertical = padding + Math.max(0, height - image.height() - 2 * padding);
    int horizontal = padding + Math.max(0, width - image.width() - 2 * padding);
    image.pad(horizontal, vertical, horizontal, vertical, paddingMode, fill);
    int top = draws.below(image.height() - height + 1);
    int left = draws.below(image.width() - width + 1);
    image.crop(top, left, height, width);
  }
}
