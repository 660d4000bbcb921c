package org.ockham.augment;

import java.util.List;
import org.ockham.check.Check;

/**
 * A window of random size, proportions and place, resized
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomResizedCrop.html">torchvision's RandomResizedCrop</a>; Szegedy et al.,
 * <a href="https://arxiv.org/abs/1409.4842">Going deeper with convolutions</a>, 2014). A window that does not lie in the image is drawn
 * anew, ten times at most; then the largest of allowed proportions in the middle is taken.
 *
 * @param height of what comes out, at least 1
 * @param width of what comes out, at least 1
 * @param scale the window's share of the image's area, from and to, above 0; default 0.08 and 1
 * @param ratio its width by its height, from and to, drawn by their logarithms; default 3/4 and 4/3
 * @param interpolation default {@link Interpolation#BILINEAR}
 * @param antialias default true; see {@link Resize}
 */
public record RandomResizedCrop(
    int height,
    int width,
    List<Double> scale,
    List<Double> ratio,
    Interpolation interpolation,
    boolean antialias)
    implements Transform {
  private static final int ATTEMPTS = 10;

  public RandomResizedCrop {
    Check.positive("height", height);
    Check.positive("width", width);
    scale = Range.of("scale", scale);
    ratio = Range.of("ratio", ratio);
    Check.positive("scale", scale.get(0));
    Check.positive("ratio", ratio.get(0));
  }

  /** A square. */
  public static RandomResizedCrop of(int size) {
    return new RandomResizedCrop(
        size, size, List.of(0.08, 1.0), List.of(3 / 4.0, 4 / 3.0), Interpolation.BILINEAR, true);
  }

  /** A copy with other shares of the area. */
  public RandomResizedCrop withScale(double from, double to) {
    return new RandomResizedCrop(height, width, List.of(from, to), ratio, interpolation, antialias);
  }

  /** A copy with other proportions. */
  public RandomResizedCrop withRatio(double from, double to) {
    return new RandomResizedCrop(height, width, scale, List.of(from, to), interpolation, antialias);
  }

  /** A copy with another interpolation. */
  public RandomResizedCrop withInterpolation(Interpolation interpolation) {
    return new RandomResizedCrop(height, width, scale, ratio, interpolation, antialias);
  }

  @Override
  public ImageShape output(ImageShape input) {
    return input.resized(height, width);
  }

  @Override
  public void apply(Image image, Draws draws) {
    crop(image, draws);
    image.resize(height, width, interpolation, antialias);
  }

  private void crop(Image image, Draws draws) {
    double area = image.shape().area();
    double least = StrictMath.log(ratio.get(0));
    double most = StrictMath.log(ratio.get(1));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double target = area * Range.draw(scale, draws);
      double aspect = StrictMath.exp(draws.uniform(least, most));
      int columns = (int) Math.rint(Math.sqrt(target * aspect));
      int rows = (int) Math.rint(Math.sqrt(target / aspect));
      if (columns > 0 && columns <= image.width() && rows > 0 && rows <= image.height()) {
        int top = draws.below(image.height() - rows + 1);
        int left = draws.below(image.width() - columns + 1);
        image.crop(top, left, rows, columns);
        return;
      }
    }
    double aspect = (double) image.width() / image.height();
    int columns = image.width();
    int rows = image.height();
    if (aspect < ratio.get(0)) {
      rows = atLeastOne(columns / ratio.get(0));
    } else if (aspect > ratio.get(1)) {
      columns = atLeastOne(rows * ratio.get(1));
    }
    image.crop((image.height() - rows) / 2, (image.width() - columns) / 2, rows, columns);
  }

  private static int atLeastOne(double size) {
    return (int) Math.max(1, Math.rint(size));
  }
}
