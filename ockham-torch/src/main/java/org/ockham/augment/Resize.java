package org.ockham.augment;

import java.util.List;
import org.ockham.check.Check;

/**
 * An image in another size (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.Resize.html">torchvision's Resize</a>). Pixels that become one are averaged unless antialias is
 * switched off: the same for images of bytes and of floats, in training and afterwards.
 *
 * @param size one number for the shorter side, the other keeping the proportions, rounded down; or height and width
 * @param interpolation default {@link Interpolation#BILINEAR}
 * @param maxSize the most that the longer side may have where size is one number: then the shorter becomes shorter; 0, the default, for any
 * @param antialias default true; has no effect on the nearest
 */
public record Resize(
    List<Integer> size, Interpolation interpolation, int maxSize, boolean antialias)
    implements Transform {
  public Resize {
    size = List.copyOf(size);
    if (size.size() != 1 && size.size() != 2) {
      throw new IllegalArgumentException("size has " + size.size() + " numbers, " + size
          + ": it must have 1, the shorter side, or 2, height and width");
    }
    size.forEach(side -> Check.positive("size", side));
    Check.atLeast("maxSize", maxSize, 0);
    if (maxSize > 0 && (size.size() == 2 || maxSize <= size.get(0))) {
      throw new IllegalArgumentException("maxSize is " + maxSize + " and size " + size
          + ": it is for a size of one number, and must be above that");
    }
  }

  /** The shorter side, bilinear. */
  public static Resize of(int size) {
    return new Resize(List.of(size), Interpolation.BILINEAR, 0, true);
  }

  /** Both sides, bilinear. */
  public static Resize of(int height, int width) {
    return new Resize(List.of(height, width), Interpolation.BILINEAR, 0, true);
  }

  /** A copy with another interpolation. */
  public Resize withInterpolation(Interpolation interpolation) {
    return new Resize(size, interpolation, maxSize, antialias);
  }

  /** A copy that averages pixels that become one, or does not. */
  public Resize withAntialias(boolean antialias) {
    return new Resize(size, interpolation, maxSize, antialias);
  }

  /** A copy with this bound of the longer side. */
  public Resize withMaxSize(int maxSize) {
    return new Resize(size, interpolation, maxSize, antialias);
  }

  @Override
  public ImageShape output(ImageShape input) {
    if (size.size() == 2) {
      return input.resized(size.get(0), size.get(1));
    }
    if (input.isVarying()) {
      return input;
    }
    int shorter = Math.min(input.height(), input.width());
    int longer = Math.max(input.height(), input.width());
    int newShorter = size.get(0);
    int newLonger = (int) ((long) newShorter * longer / shorter);
    if (maxSize > 0 && newLonger > maxSize) {
      newShorter = Math.max(1, (int) ((long) maxSize * newShorter / newLonger));
      newLonger = maxSize;
    }
    return input.height() < input.width()
        ? input.resized(newShorter, newLonger)
        : input.resized(newLonger, newShorter);
  }

  @Override
  public void apply(Image image, Draws draws) {
    ImageShape to = output(image.shape());
    image.resize(to.height(), to.width(), interpolation, antialias);
  }
}
