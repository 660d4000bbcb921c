package org.ockham.augment;

import java.util.List;

/**
 * All of these transforms, in a random order
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomOrder.html">torchvision's
 * RandomOrder</a>).
 *
 * @param transforms at least one; at most one of them changes an image's shape
 */
public record RandomOrder(List<Transform> transforms) implements Transform {
  public RandomOrder {
    transforms = List.copyOf(transforms);
    if (transforms.isEmpty()) {
      throw new IllegalArgumentException("RandomOrder has no transforms: give at least one");
    }
  }

  /** Of these. */
  public static RandomOrder of(Transform... transforms) {
    return new RandomOrder(List.of(transforms));
  }

  @Override
  public ImageShape output(ImageShape input) {
    ImageShape shape = input;
    int changes = 0;
    for (Transform transform : transforms) {
      ImageShape changed = transform.output(input);
      if (!changed.equals(input)) {
        shape = changed;
        changes++;
      }
    }
    for (Transform transform : transforms) {
      if (changes > 1
          || (transform.output(input).equals(input) && !transform.output(shape).equals(shape))) {
        throw new IllegalArgumentException(
            "RandomOrder has several transforms that change the shape of images of " + input
                + ": put all but one outside");
      }
    }
    return shape;
  }

  @Override
  public void apply(Image image, Draws draws) {
    for (int i : draws.order(transforms.size())) {
      transforms.get(i).apply(image, draws);
    }
  }
}
