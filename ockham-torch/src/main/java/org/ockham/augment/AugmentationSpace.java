package org.ockham.augment;

import static org.ockham.augment.AugmentOp.*;

import java.util.List;

/**
 * The operations that a policy chooses from, and how strong each is in its strongest bin; the bins between are spaced evenly.
 *
 * @param shear as a tangent
 * @param translate in pixels, or as a share of the image's side if {@code ofSide}
 * @param rotate in degrees
 * @param enhance the greatest distance to a factor of 1
 * @param mostBits what {@link AugmentOp#POSTERIZE} keeps in the weakest bin
 * @param leastBits what it keeps in the strongest
 */
record AugmentationSpace(
    List<AugmentOp> ops,
    double shear,
    double translate,
    boolean ofSide,
    double rotate,
    double enhance,
    int mostBits,
    int leastBits) {

  private static final List<AugmentOp> GEOMETRY =
      List.of(SHEAR_X, SHEAR_Y, TRANSLATE_X, TRANSLATE_Y, ROTATE);
  private static final List<AugmentOp> ENHANCEMENT =
      List.of(BRIGHTNESS, COLOR, CONTRAST, SHARPNESS);
  private static final List<AugmentOp> TONES =
      List.of(POSTERIZE, SOLARIZE, AUTO_CONTRAST, EQUALIZE);

  /** AutoAugment's, which draws operations by its policies. */
  static final AugmentationSpace AUTO = new AugmentationSpace(
      join(List.of(GEOMETRY, ENHANCEMENT, TONES, List.of(INVERT))),
      0.3,
      150.0 / 331,
      true,
      30,
      0.9,
      8,
      4);

  static final AugmentationSpace RAND =
      AUTO.of(join(List.of(List.of(IDENTITY), GEOMETRY, ENHANCEMENT, TONES)));

  static final AugmentationSpace WIDE =
      new AugmentationSpace(RAND.ops, 0.99, 32, false, 135, 0.99, 8, 2);

  static final AugmentationSpace MIX = new AugmentationSpace(
      join(List.of(GEOMETRY, TONES, ENHANCEMENT)), 0.3, 1.0 / 3, true, 30, 0.9, 4, 0);

  static final AugmentationSpace MIX_WITHOUT_ENHANCEMENT = MIX.of(join(List.of(GEOMETRY, TONES)));

  private static List<AugmentOp> join(List<List<AugmentOp>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }

  private AugmentationSpace of(List<AugmentOp> ops) {
    return new AugmentationSpace(
        ops, shear, translate, ofSide, rotate, enhance, mostBits, leastBits);
  }

  AugmentOp draw(Draws draws) {
    return ops.get(draws.below(ops.size()));
  }

  /** An operation at a bin, with a sign if it has one. */
  AugmentStep draw(AugmentOp op, int bin, int bins, ImageShape image, Draws draws) {
    double magnitude = magnitude(op, bin, bins, image);
    return new AugmentStep(op, op.signed() && draws.chance(0.5) ? -magnitude : magnitude);
  }

  /** What bin 0 to {@code bins - 1} means for an image; 0 where the operation has no magnitude. */
  double magnitude(AugmentOp op, int bin, int bins, ImageShape image) {
    return switch (op) {
      case SHEAR_X, SHEAR_Y -> shear * bin / (bins - 1);
      case TRANSLATE_X -> translate * (ofSide ? image.width() : 1) * bin / (bins - 1);
      case TRANSLATE_Y -> translate * (ofSide ? image.height() : 1) * bin / (bins - 1);
      case ROTATE -> rotate * bin / (bins - 1);
      case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> enhance * bin / (bins - 1);
      case POSTERIZE -> Math.rint(mostBits - (double) (mostBits - leastBits) * bin / (bins - 1));
      case SOLARIZE -> 255.0 * (bins - 1 - bin) / (bins - 1);
      case IDENTITY, AUTO_CONTRAST, EQUALIZE, INVERT -> 0;
    };
  }
}
