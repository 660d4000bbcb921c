package org.ockham.augment;

import java.util.List;
import org.ockham.check.Check;

/**
 * Five images of one: its corners, upper left, upper right, lower left, lower right, and its middle
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.FiveCrop.html">torchvision's FiveCrop</a>), to average what a network says of them. Not a {@link Transform}, which makes one
 * of one.
 *
 * @param height of each, at least 1
 * @param width of each, at least 1
 */
public record FiveCrop(int height, int width) {
  public FiveCrop {
    Check.positive("height", height);
    Check.positive("width", width);
  }

  /** Square ones. */
  public static FiveCrop of(int size) {
    return new FiveCrop(size, size);
  }

  /**
   * The five; the image stays as it is.
   *
   * @throws IllegalArgumentException if the image is smaller than they are
   */
  public List<Image> crops(Image image) {
    int bottom = image.height() - height;
    int right = image.width() - width;
    if (bottom < 0 || right < 0) {
      throw new IllegalArgumentException("crops of " + height + "x" + width
          + " are to be taken of an image of " + image.height() + "x" + image.width()
          + ": take smaller ones, or resize the image first");
    }
    int middle = CenterCrop.middle(image.height(), height);
    int center = CenterCrop.middle(image.width(), width);
    return List.of(
        crop(image, 0, 0),
        crop(image, 0, right),
        crop(image, bottom, 0),
        crop(image, bottom, right),
        crop(image, middle, center));
  }

  private Image crop(Image image, int top, int left) {
    Image crop = image.copy();
    crop.crop(top, left, height, width);
    return crop;
  }
}
