package org.ockham.augment;

import java.util.List;

/**
 * Several transforms, one after another (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.Compose.html">
 * torchvision's Compose</a>).
 *
 * @param transforms in their order; none leaves images as they are
 */
public record Compose(List<Transform> transforms) implements Transform {
  public Compose {
    transforms = List.copyOf(transforms);
  }

  /** These, in this order. */
  public static Compose of(Transform... transforms) {
    return new Compose(List.of(transforms));
  }

  @Override
  public ImageShape output(ImageShape input) {
    ImageShape shape = input;
    for (Transform transform : transforms) {
      shape = transform.output(shape);
    }
    return shape;
  }

  @Override
  public void apply(Image image, Draws draws) {
    for (Transform transform : transforms) {
      transform.apply(image, draws);
    }
  }
}
