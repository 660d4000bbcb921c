package org.ockham.augment;

import static org.ockham.augment.AugmentOp.*;

import java.util.List;

/** The policies that {@link AutoAugment}'s authors found, in the form that torchvision gives them. */
public enum AutoAugmentPolicy {
  /** Found on CIFAR-10. */
  CIFAR10(List.of(
      pair(INVERT, 0.1, 0, CONTRAST, 0.2, 6),
      pair(ROTATE, 0.7, 2, TRANSLATE_X, 0.3, 9),
      pair(SHARPNESS, 0.8, 1, SHARPNESS, 0.9, 3),
      pair(SHEAR_Y, 0.5, 8, TRANSLATE_Y, 0.7, 9),
      pair(AUTO_CONTRAST, 0.5, 0, EQUALIZE, 0.9, 0),
      pair(SHEAR_Y, 0.2, 7, POSTERIZE, 0.3, 7),
      pair(COLOR, 0.4, 3, BRIGHTNESS, 0.6, 7),
      pair(SHARPNESS, 0.3, 9, BRIGHTNESS, 0.7, 9),
      pair(EQUALIZE, 0.6, 0, EQUALIZE, 0.5, 0),
      pair(CONTRAST, 0.6, 7, SHARPNESS, 0.6, 5),
      pair(COLOR, 0.7, 7, TRANSLATE_X, 0.5, 8),
      pair(EQUALIZE, 0.3, 0, AUTO_CONTRAST, 0.4, 0),
      pair(TRANSLATE_Y, 0.4, 3, SHARPNESS, 0.2, 6),
      pair(BRIGHTNESS, 0.9, 6, COLOR, 0.2, 8),
      pair(SOLARIZE, 0.5, 2, INVERT, 0.0, 0),
      pair(EQUALIZE, 0.2, 0, AUTO_CONTRAST, 0.6, 0),
      pair(EQUALIZE, 0.2, 0, EQUALIZE, 0.6, 0),
      pair(COLOR, 0.9, 9, EQUALIZE, 0.6, 0),
      pair(AUTO_CONTRAST, 0.8, 0, SOLARIZE, 0.2, 8),
      pair(BRIGHTNESS, 0.1, 3, COLOR, 0.7, 0),
      pair(SOLARIZE, 0.4, 5, AUTO_CONTRAST, 0.9, 0),
      pair(TRANSLATE_Y, 0.9, 9, TRANSLATE_Y, 0.7, 9),
      pair(AUTO_CONTRAST, 0.9, 0, SOLARIZE, 0.8, 3),
      pair(EQUALIZE, 0.8, 0, INVERT, 0.1, 0),
      pair(TRANSLATE_Y, 0.7, 9, AUTO_CONTRAST, 0.9, 0))),
  /** Found on ImageNet. */
  IMAGENET(List.of(
      pair(POSTERIZE, 0.4, 8, ROTATE, 0.6, 9),
      pair(SOLARIZE, 0.6, 5, AUTO_CONTRAST, 0.6, 0),
      pair(EQUALIZE, 0.8, 0, EQUALIZE, 0.6, 0),
      pair(POSTERIZE, 0.6, 7, POSTERIZE, 0.6, 6),
      pair(EQUALIZE, 0.4, 0, SOLARIZE, 0.2, 4),
      pair(EQUALIZE, 0.4, 0, ROTATE, 0.8, 8),
      pair(SOLARIZE, 0.6, 3, EQUALIZE, 0.6, 0),
      pair(POSTERIZE, 0.8, 5, EQUALIZE, 1.0, 0),
      pair(ROTATE, 0.2, 3, SOLARIZE, 0.6, 8),
      pair(EQUALIZE, 0.6, 0, POSTERIZE, 0.4, 6),
      pair(ROTATE, 0.8, 8, COLOR, 0.4, 0),
      pair(ROTATE, 0.4, 9, EQUALIZE, 0.6, 0),
      pair(EQUALIZE, 0.0, 0, EQUALIZE, 0.8, 0),
      pair(INVERT, 0.6, 0, EQUALIZE, 1.0, 0),
      pair(COLOR, 0.6, 4, CONTRAST, 1.0, 8),
      pair(ROTATE, 0.8, 8, COLOR, 1.0, 2),
      pair(COLOR, 0.8, 8, SOLARIZE, 0.8, 7),
      pair(SHARPNESS, 0.4, 7, INVERT, 0.6, 0),
      pair(SHEAR_X, 0.6, 5, EQUALIZE, 1.0, 0),
      pair(COLOR, 0.4, 0, EQUALIZE, 0.6, 0),
      pair(EQUALIZE, 0.4, 0, SOLARIZE, 0.2, 4),
      pair(SOLARIZE, 0.6, 5, AUTO_CONTRAST, 0.6, 0),
      pair(INVERT, 0.6, 0, EQUALIZE, 1.0, 0),
      pair(COLOR, 0.6, 4, CONTRAST, 1.0, 8),
      pair(EQUALIZE, 0.8, 0, EQUALIZE, 0.6, 0))),
  /** Found on Street View House Numbers. */
  SVHN(List.of(
      pair(SHEAR_X, 0.9, 4, INVERT, 0.2, 0),
      pair(SHEAR_Y, 0.9, 8, INVERT, 0.7, 0),
      pair(EQUALIZE, 0.6, 0, SOLARIZE, 0.6, 6),
      pair(INVERT, 0.9, 0, EQUALIZE, 0.6, 0),
      pair(EQUALIZE, 0.6, 0, ROTATE, 0.9, 3),
      pair(SHEAR_X, 0.9, 4, AUTO_CONTRAST, 0.8, 0),
      pair(SHEAR_Y, 0.9, 8, INVERT, 0.4, 0),
      pair(SHEAR_Y, 0.9, 5, SOLARIZE, 0.2, 6),
      pair(INVERT, 0.9, 0, AUTO_CONTRAST, 0.8, 0),
      pair(EQUALIZE, 0.6, 0, ROTATE, 0.9, 3),
      pair(SHEAR_X, 0.9, 4, SOLARIZE, 0.3, 3),
      pair(SHEAR_Y, 0.8, 8, INVERT, 0.7, 0),
      pair(EQUALIZE, 0.9, 0, TRANSLATE_Y, 0.6, 6),
      pair(INVERT, 0.9, 0, EQUALIZE, 0.6, 0),
      pair(CONTRAST, 0.3, 3, ROTATE, 0.8, 4),
      pair(INVERT, 0.8, 0, TRANSLATE_Y, 0.0, 2),
      pair(SHEAR_Y, 0.7, 6, SOLARIZE, 0.4, 8),
      pair(INVERT, 0.6, 0, ROTATE, 0.8, 4),
      pair(SHEAR_Y, 0.3, 7, TRANSLATE_X, 0.9, 3),
      pair(SHEAR_X, 0.1, 6, INVERT, 0.6, 0),
      pair(SOLARIZE, 0.7, 2, TRANSLATE_Y, 0.6, 7),
      pair(SHEAR_Y, 0.8, 4, INVERT, 0.8, 0),
      pair(SHEAR_X, 0.7, 9, TRANSLATE_Y, 0.8, 3),
      pair(SHEAR_Y, 0.8, 5, AUTO_CONTRAST, 0.7, 0),
      pair(SHEAR_X, 0.7, 2, INVERT, 0.1, 0)));

  /**
   * An operation that is done with a probability.
   *
   * @param bin its magnitude, 0 to 9; 0 where it has none
   */
  record Part(AugmentOp op, double probability, int bin) {}

  @SuppressWarnings("ImmutableEnumChecker") // lists that List.of made do not change
  private final List<List<Part>> pairs;

  AutoAugmentPolicy(List<List<Part>> pairs) {
    this.pairs = pairs;
  }

  /** The 25 pairs of operations, of which one is chosen for each image. */
  List<List<Part>> pairs() {
    return pairs;
  }

  private static List<Part> pair(
      AugmentOp first, double p1, int bin1, AugmentOp second, double p2, int bin2) {
    return List.of(new Part(first, p1, bin1), new Part(second, p2, bin2));
  }
}
