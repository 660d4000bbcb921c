package org.ockham.augment;

import java.util.Arrays;
import java.util.List;

/**
 * {@code (x − mean) / std} for each channel
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.Normalize.html">torchvision's
 * Normalize</a>), where x is the pixel as a float from 0 to 1: bytes are divided by 255 first, in floats. As the last of the transforms it
 * costs little: a table of each channel's 256 values is followed as the batch is written.
 *
 * @param mean one a channel, or one for all; in units of pixels from 0 to 1
 * @param std as many, each over 0
 */
public record Normalize(List<Double> mean, List<Double> std) implements Transform {
  public Normalize {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.isEmpty() || mean.size() != std.size()) {
      throw new IllegalArgumentException("mean has " + mean.size() + " values and std " + std.size()
          + ", but each needs one a channel, or one for all");
    }
    for (int c = 0; c < mean.size(); c++) {
      if (!Double.isFinite(mean.get(c)) || !(std.get(c) > 0) || !Double.isFinite(std.get(c))) {
        throw new IllegalArgumentException("channel " + c + " is normalised by mean "
            + mean.get(c) + " and std " + std.get(c)
            + ", but the mean must be finite and the deviation above 0");
      }
    }
  }

  /** The same for all channels. */
  public static Normalize of(double mean, double std) {
    return new Normalize(List.of(mean), List.of(std));
  }

  /** One of each a channel. */
  public static Normalize of(double[] mean, double[] std) {
    return new Normalize(
        Arrays.stream(mean).boxed().toList(), Arrays.stream(std).boxed().toList());
  }

  /** The mean of a channel. */
  public float meanOf(int channel) {
    return mean.get(mean.size() == 1 ? 0 : channel).floatValue();
  }

  /** The deviation of a channel. */
  public float stdOf(int channel) {
    return std.get(std.size() == 1 ? 0 : channel).floatValue();
  }

  @Override
  public ImageShape output(ImageShape input) {
    if (mean.size() != 1 && mean.size() != input.channels()) {
      throw new IllegalArgumentException("Normalize has " + mean.size()
          + " means and deviations, but the images have " + input.channels()
          + " channels: give one of each a channel, or one for all");
    }
    return input;
  }

  @Override
  public void apply(Image image, Draws draws) {
    output(image.shape());
    image.normalize(this);
  }
}
