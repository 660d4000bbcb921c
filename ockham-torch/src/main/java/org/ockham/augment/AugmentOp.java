package org.ockham.augment;

/**
 * What {@link AutoAugment}, {@link RandAugment}, {@link TrivialAugmentWide} and {@link AugMix} do to images, with torchvision's meaning of
 * their magnitudes.
 */
public enum AugmentOp {
  /** Nothing. */
  IDENTITY(false),
  /** Rows are shifted, the magnitude times their number from the top, to the left. */
  SHEAR_X(true),
  /** Columns are shifted, the magnitude times their number from the left, upwards. */
  SHEAR_Y(true),
  /** Moved to the right, by the whole pixels of the magnitude. */
  TRANSLATE_X(true),
  /** Moved down, by the whole pixels of the magnitude. */
  TRANSLATE_Y(true),
  /** Turned anticlockwise, by degrees. */
  ROTATE(true),
  /** Values times 1 + magnitude. */
  BRIGHTNESS(true),
  /** Distance to the pixel's grey times 1 + magnitude. */
  COLOR(true),
  /** Distance to the mean grey times 1 + magnitude. */
  CONTRAST(true),
  /** {@link RandomAdjustSharpness} of 1 + magnitude. */
  SHARPNESS(true),
  /** Keeps as many bits as the magnitude says. */
  POSTERIZE(false),
  /** Inverts values from the magnitude on, 0 to 255. */
  SOLARIZE(false),
  /** {@link RandomAutocontrast}; no magnitude. */
  AUTO_CONTRAST(false),
  /** {@link RandomEqualize}; no magnitude. */
  EQUALIZE(false),
  /** {@link RandomInvert}; no magnitude. */
  INVERT(false);

  private final boolean signed;

  AugmentOp(boolean signed) {
    this.signed = signed;
  }

  /** Whether the policies draw a sign for the magnitude. */
  public boolean signed() {
    return signed;
  }

  /**
   * Changes an image.
   *
   * @param interpolation how {@link #SHEAR_X} to {@link #ROTATE} have values between pixels
   * @param fill what they put outside the image, 0 to 255
   * @throws IllegalArgumentException if the image has neither 1 nor 3 channels
   */
  public void apply(Image image, double magnitude, Interpolation interpolation, int fill) {
    image.shape().requireGreyOrColour("the operation " + this);
    switch (this) {
      case IDENTITY -> {}
      case SHEAR_X -> shear(image, magnitude, 0, interpolation, fill);
      case SHEAR_Y -> shear(image, 0, magnitude, interpolation, fill);
      case TRANSLATE_X -> translate(image, (int) magnitude, 0, fill);
      case TRANSLATE_Y -> translate(image, 0, (int) magnitude, fill);
      case ROTATE -> image.rotate(magnitude, interpolation, false, null, fill);
      case BRIGHTNESS -> Blend.brightness(image, 1 + magnitude);
      case COLOR -> Blend.saturation(image, 1 + magnitude);
      case CONTRAST -> Blend.contrast(image, 1 + magnitude);
      case SHARPNESS -> RandomAdjustSharpness.sharpen(image, 1 + magnitude);
      case POSTERIZE -> RandomPosterize.posterize(image, (int) magnitude);
      case SOLARIZE -> RandomSolarize.solarize(image, magnitude);
      case AUTO_CONTRAST -> RandomAutocontrast.autocontrast(image);
      case EQUALIZE -> RandomEqualize.equalize(image);
      case INVERT -> RandomInvert.invert(image);
    }
  }

  private static void shear(
      Image image, double x, double y, Interpolation interpolation, int fill) {
    double[] degrees = {
      StrictMath.toDegrees(StrictMath.atan(x)), StrictMath.toDegrees(StrictMath.atan(y))
    };
    image.affine(0, new double[2], 1, degrees, interpolation, fill, new double[2]);
  }

  /** By whole pixels: what leaves the image is cut off, so that nothing is between pixels. */
  private static void translate(Image image, int right, int down, int fill) {
    int height = image.height();
    int width = image.width();
    image.pad(
        Math.max(0, right),
        Math.max(0, down),
        Math.max(0, -right),
        Math.max(0, -down),
        PaddingMode.CONSTANT,
        fill);
    image.crop(Math.max(0, -down), Math.max(0, -right), height, width);
  }
}
