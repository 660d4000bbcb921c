package org.ockham.augment;

import java.util.List;
import org.ockham.check.Check;

/**
 * Overwrites squares whose centres lie anywhere in the image, and which its border cuts off (DeVries, Taylor 2017,
 * <a href="https://arxiv.org/abs/1708.04552">arXiv:1708.04552</a>). {@link RandomErasing} erases rectangles that lie within the image,
 * not always. Customary after {@link Normalize}, where a value of 0 is the mean.
 *
 * @param holes how many squares; default 1
 * @param length of a side, in pixels; customary 16 for CIFAR-10, 8 for CIFAR-100
 * @param value what is put there, one a channel or one for all: of bytes 0 to 255, of floats anything; default 0
 */
public record Cutout(int holes, int length, List<Double> value) implements Transform {
  public Cutout {
    Check.positive("holes", holes);
    Check.positive("length", length);
    value = List.copyOf(value);
    Rectangle.checkValue(value);
  }

  /** One square, of 0. */
  public static Cutout of(int length) {
    return new Cutout(1, length, List.of(0.0));
  }

  @Override
  public ImageShape output(ImageShape input) {
    Rectangle.fits(value, input);
    return input;
  }

  @Override
  public void apply(Image image, Draws draws) {
    for (int hole = 0; hole < holes; hole++) {
      int top = draws.below(image.height()) - length / 2;
      int left = draws.below(image.width()) - length / 2;
      int bottom = Math.min(image.height(), top + length);
      int right = Math.min(image.width(), left + length);
      top = Math.max(0, top);
      left = Math.max(0, left);
      new Rectangle(top, left, bottom - top, right - left).fill(image, value);
    }
  }
}
