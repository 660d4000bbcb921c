package org.ockham.augment;

import java.util.Collections;
import java.util.List;
import org.ockham.check.Check;

/**
 * One of these transforms
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomChoice.html">torchvision's
 * RandomChoice</a>).
 *
 * @param transforms at least one; the same shape comes out of each
 * @param p the weight of each, at least 0, not all 0; they need not add up to 1. None: all alike
 */
public record RandomChoice(List<Transform> transforms, List<Double> p) implements Transform {
  public RandomChoice {
    transforms = List.copyOf(transforms);
    if (transforms.isEmpty()) {
      throw new IllegalArgumentException("RandomChoice has no transforms: give at least one");
    }
    p = List.copyOf(p);
    if (!p.isEmpty() && p.size() != transforms.size()) {
      throw new IllegalArgumentException("RandomChoice has " + transforms.size()
          + " transforms, but p has " + p.size() + " weights: give one for each, or none");
    }
    p.forEach(weight -> Check.notNegative("a weight of p", weight));
    if (!p.isEmpty() && sum(p) == 0) {
      throw new IllegalArgumentException("p is " + p + ": a weight must be above 0");
    }
  }

  /** All alike. */
  public static RandomChoice of(Transform... transforms) {
    return new RandomChoice(List.of(transforms), List.of());
  }

  private static double sum(List<Double> weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  @Override
  public ImageShape output(ImageShape input) {
    ImageShape first = transforms.get(0).output(input);
    for (Transform transform : transforms) {
      ImageShape other = transform.output(input);
      if (!other.equals(first)) {
        throw new IllegalArgumentException("RandomChoice would make images of " + input
            + " to images of " + first + " or of " + other
            + ": take transforms that give the same shape");
      }
    }
    return first;
  }

  @Override
  public void apply(Image image, Draws draws) {
    List<Double> weights = p.isEmpty() ? Collections.nCopies(transforms.size(), 1.0) : p;
    double left = draws.uniform() * sum(weights);
    int chosen = 0;
    for (int i = 0; i < weights.size() && left >= 0; i++) {
      if (weights.get(i) > 0) { // rounding must not choose one of weight 0 at the end
        chosen = i;
        left -= weights.get(i);
      }
    }
    transforms.get(chosen).apply(image, draws);
  }
}
