package org.ockham.augment;

import java.util.ArrayList;
import java.util.List;
import org.ockham.check.Check;

/**
 * Ten images of one: those of {@link FiveCrop}, and those of the image mirrored
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.TenCrop.html">torchvision's TenCrop</a>).
 *
 * @param height of each, at least 1
 * @param width of each, at least 1
 * @param verticalFlip true to mirror top and bottom, not left and right; default false
 */
public record TenCrop(int height, int width, boolean verticalFlip) {
  public TenCrop {
    Check.positive("height", height);
    Check.positive("width", width);
  }

  /** Square ones, five of them mirrored left to right. */
  public static TenCrop of(int size) {
    return new TenCrop(size, size, false);
  }

  /**
   * The ten; the image stays as it is.
   *
   * @throws IllegalArgumentException if the image is smaller than they are
   */
  public List<Image> crops(Image image) {
    FiveCrop five = new FiveCrop(height, width);
    List<Image> ten = new ArrayList<>(five.crops(image));
    Image mirrored = image.copy();
    if (verticalFlip) {
      mirrored.flipVertical();
    } else {
      mirrored.flipHorizontal();
    }
    ten.addAll(five.crops(mirrored));
    return ten;
  }
}
