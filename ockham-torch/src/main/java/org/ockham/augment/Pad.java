package org.ockham.augment;

import java.util.List;
import org.ockham.check.Check;

/**
 * Pixels put around an image
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.Pad.html">torchvision's Pad</a>).
 *
 * @param padding how many, each at least 0: one number for all sides, two for left and right and for top and bottom, or four for left, top,
 *     right, bottom
 * @param fill their value, 0 to 255 (a float image takes a 255th of it); default 0
 * @param paddingMode default {@link PaddingMode#CONSTANT}
 */
public record Pad(List<Integer> padding, int fill, PaddingMode paddingMode) implements Transform {
  public Pad {
    padding = List.copyOf(padding);
    if (padding.size() != 1 && padding.size() != 2 && padding.size() != 4) {
      throw new IllegalArgumentException(
          "padding has " + padding.size() + " numbers, " + padding + ": it must have 1, 2 or 4");
    }
    padding.forEach(side -> Check.atLeast("padding", side, 0));
    Check.between("fill", fill, 0, 255);
  }

  /** So many zeros on each side. */
  public static Pad of(int padding) {
    return new Pad(List.of(padding), 0, PaddingMode.CONSTANT);
  }

  /** A copy with another value. */
  public Pad withFill(int fill) {
    return new Pad(padding, fill, paddingMode);
  }

  /** A copy with another kind of padding. */
  public Pad withPaddingMode(PaddingMode paddingMode) {
    return new Pad(padding, fill, paddingMode);
  }

  private int left() {
    return padding.get(0);
  }

  private int top() {
    return padding.get(padding.size() == 1 ? 0 : 1);
  }

  private int right() {
    return padding.get(padding.size() == 4 ? 2 : 0);
  }

  private int bottom() {
    return padding.get(padding.size() - 1);
  }

  @Override
  public ImageShape output(ImageShape input) {
    if (input.isVarying()) {
      return input;
    }
    paddingMode.check(Math.max(left(), right()), input.width(), "columns");
    paddingMode.check(Math.max(top(), bottom()), input.height(), "rows");
    return input.resized(top() + input.height() + bottom(), left() + input.width() + right());
  }

  @Override
  public void apply(Image image, Draws draws) {
    image.pad(left(), top(), right(), bottom(), paddingMode, fill);
  }
}
