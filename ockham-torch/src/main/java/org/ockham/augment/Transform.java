package org.ockham.augment;

/**
 * A change of images, random or not. Open: a transform of your own is written as ours are.
 *
 * <pre>{@code
 * record Mirror(double p) implements Transform {
 *   public void apply(Image image, Draws draws) {
 *     if (draws.chance(p)) {
 *       image.flipHorizontal();
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A transform is used by several threads at once, so it must not change itself; all randomness comes from the {@link Draws}.
 */
public interface Transform {

  /**
   * The shape that comes out when one of this shape goes in; by default the same.
   *
   * @throws IllegalArgumentException if such images cannot be taken
   */
  default ImageShape output(ImageShape input) {
    return input;
  }

  /**
   * Changes an image.
   *
   * @throws IllegalArgumentException if it cannot be taken
   */
  void apply(Image image, Draws draws);
}
