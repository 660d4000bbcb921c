package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Moves each pixel away from, or towards, the mean of its surroundings: x + (1 − factor)(m − x), with a probability
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomAdjustSharpness.html">torchvision's
 * RandomAdjustSharpness</a>). m is a mean of 3x3 pixels in which the middle counts 5 times. Pixels at the border stay, and so do images
 * with a side below 3.
 *
 * @param sharpnessFactor 0 blurs, 1 changes nothing, 2 sharpens; at least 0
 * @param p the probability; default 0.5
 */
public record RandomAdjustSharpness(double sharpnessFactor, double p) implements Transform {
  public RandomAdjustSharpness {
    Check.notNegative("sharpnessFactor", sharpnessFactor);
    Check.probability("p", p);
  }

  /** With a probability of 0.5. */
  public static RandomAdjustSharpness of(double sharpnessFactor) {
    return new RandomAdjustSharpness(sharpnessFactor, 0.5);
  }

  /** A copy with another probability. */
  public RandomAdjustSharpness withP(double p) {
    return new RandomAdjustSharpness(sharpnessFactor, p);
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (draws.chance(p)) {
      sharpen(image, sharpnessFactor);
    }
  }

  /** In place: a row's old values, and those of its neighbours, are kept while it is written. */
  static void sharpen(Image image, double factor) {
    int height = image.height();
    int width = image.width();
    if (height < 3 || width < 3 || factor == 1) {
      return;
    }
    FloatRows rows = new FloatRows(image);
    float[] above = new float[width];
    float[] middle = new float[width];
    float[] below = new float[width];
    float[] columns = new float[width];
    float[] sums = new float[width];
    float[] out = new float[width];
    for (int c = 0; c < image.channels(); c++) {
      int start = c * height * width;
      rows.load(start, above, 0, width);
      rows.load(start + width, middle, 0, width);
      for (int y = 1; y < height - 1; y++) {
        rows.load(start + (y + 1) * width, below, 0, width);
        addRows(above, middle, below, columns);
        addColumns(columns, sums);
        sharpen(middle, sums, (float) (1 - factor), rows, out);
        rows.store(out, 1, start + y * width + 1, width - 2);
        float[] oldest = above;
        above = middle;
        middle = below;
        below = oldest;
      }
    }
  }

  // Loops of their own, because the compiler makes those wide.

  private static void addRows(float[] above, float[] middle, float[] below, float[] columns) {
    for (int x = 0; x < columns.length; x++) {
      columns[x] = above[x] + middle[x] + below[x];
    }
  }

  private static void addColumns(float[] columns, float[] sums) {
    for (int x = 1; x < sums.length - 1; x++) {
      sums[x] = columns[x - 1] + columns[x] + columns[x + 1];
    }
  }

  private static void sharpen(
      float[] row, float[] sums, float towards, FloatRows rows, float[] out) {
    float rounding = rows.rounding();
    float bound = rows.bound();
    for (int x = 0; x < out.length; x++) {
      float mean = (sums[x] + 4 * row[x]) * (1 / 13f) + rounding - rounding;
      out[x] = Math.max(0, Math.min(bound, row[x] + towards * (mean - row[x])));
    }
  }
}
