package org.ockham.augment;

import java.util.List;
import org.ockham.check.Check;

/**
 * Each pixel displaced at random, its neighbours alike
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.ElasticTransform.html">torchvision's ElasticTransform</a>; Simard et al., Best practices for convolutional neural networks,
 * 2003): uniform noise between −1 and 1 for each pixel, smoothed by a Gaussian. Outside of the image lies the fill.
 *
 * @param alpha the strength along x and along y, at least 0: a smoothed noise of 1 moves by so many pixels times half the width by the height,
 *     and half the height by the width; one number for both; default 50
 * @param sigma the Gaussian's standard deviations in pixels, along x and along y, 0 to 1000; one number for both; default 5
 * @param interpolation default {@link Interpolation#BILINEAR}; or the nearest
 * @param fill what comes in from outside, 0 to 255 (a float image takes a 255th of it); default 0
 */
public record ElasticTransform(
    List<Double> alpha, List<Double> sigma, Interpolation interpolation, int fill)
    implements Transform {
  public ElasticTransform {
    alpha = both("alpha", alpha);
    sigma = both("sigma", sigma);
    for (double deviation : sigma) {
      Check.between("sigma", deviation, 0, 1000);
    }
    Warp.check(interpolation);
    Check.between("fill", fill, 0, 255);
  }

  private static List<Double> both(String name, List<Double> values) {
    values.forEach(value -> Check.notNegative(name, value));
    return Range.pair(name, values.size() == 1 ? List.of(values.get(0), values.get(0)) : values);
  }

  /** Of this strength and smoothness in both directions, bilinear. */
  public static ElasticTransform of(double alpha, double sigma) {
    return new ElasticTransform(List.of(alpha), List.of(sigma), Interpolation.BILINEAR, 0);
  }

  /** A copy with another interpolation. */
  public ElasticTransform withInterpolation(Interpolation interpolation) {
    return new ElasticTransform(alpha, sigma, interpolation, fill);
  }

  /** A copy with another fill. */
  public ElasticTransform withFill(int fill) {
    return new ElasticTransform(alpha, sigma, interpolation, fill);
  }

  @Override
  public void apply(Image image, Draws draws) {
    double height = image.height();
    double width = image.width();
    float[] right = noise(image, alpha.get(0) / height * width / 2, draws);
    float[] down = noise(image, alpha.get(1) / width * height / 2, draws);
    image.elastic(right, down, interpolation, fill);
  }

  private float[] noise(Image image, double strength, Draws draws) {
    float[] noise = new float[image.shape().area()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (strength * draws.uniform(-1, 1));
    }
    return SmoothField.smooth(noise, image.height(), image.width(), sigma.get(0), sigma.get(1));
  }
}
