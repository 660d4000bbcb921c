package org.ockham.data;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ockham.augment.Image;
import org.ockham.augment.ImageShape;
import org.ockham.augment.Normalize;
import org.ockham.augment.Transform;

/** The images of another data set, each changed by a transform as it is read: see {@link Dataset#transformed}. */
public final class Transformed implements Dataset {
  private final Dataset images;
  private final Transform transform;
  private final ImageShape shape;
  /** One scale for each normalisation, which the samples of a batch have in common. */
  private final Map<Normalize, PixelScale> scales = new ConcurrentHashMap<>();

  Transformed(Dataset images, Transform transform) {
    this.images = images;
    this.transform = transform;
    ImageShape from = shape(images.inputShape());
    try {
      shape = transform.output(from);
    } catch (IllegalArgumentException e) {
      throw new DataException("The transform does not fit: " + e.getMessage() + ".", e);
    }
  }

  /** The shape of images as a data set says it. */
  static ImageShape shape(long[] input) {
    if (input.length != 3) {
      throw new DataException("The samples have the shape " + Arrays.toString(input)
          + ", but transforms are for images: [channels, height, width].");
    }
    return new ImageShape((int) input[0], (int) input[1], (int) input[2]);
  }

  /** What is transformed. */
  public Dataset images() {
    return images;
  }

  /** By what. */
  public Transform transform() {
    return transform;
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public long[] inputShape() {
    return new long[] {shape.channels(), shape.height(), shape.width()};
  }

  @Override
  public Targets targets() {
    return images.targets();
  }

  @Override
  public void read(int index, SampleWriter out) {
    Image image = out.take(images, index);
    try {
      transform.apply(image, out.draws());
    } catch (IllegalArgumentException e) {
      throw new DataException("the transform does not fit: " + e.getMessage() + ".", e);
    }
    ImageShape now = image.shape();
    if (!(shape.isVarying() ? now.channels() == shape.channels() : now.equals(shape))) {
      throw new DataException(
          "the transform said that images become " + shape + ", but made one of " + now + ".");
    }
    Normalize normalize = image.normalization();
    if (shape.isVarying() && (image.isFloat() || normalize != null)) {
      throw new DataException(
          "images of different sizes became floats: put a transform that gives them one size before Normalize.");
    }
    if (image.isFloat()) {
      out.values(image.floats(), 0, now.size());
    } else {
      out.image(image, normalize == null ? PixelScale.UNIT : scale(normalize));
    }
  }

  private PixelScale scale(Normalize normalize) {
    return scales.computeIfAbsent(normalize, wanted -> {
      float[] mean = new float[shape.channels()];
      float[] std = new float[shape.channels()];
      for (int c = 0; c < mean.length; c++) {
        mean[c] = wanted.meanOf(c);
        std[c] = wanted.stdOf(c);
      }
      return PixelScale.normalized(mean, std);
    });
  }

  @Override
  public Dataset untransformed() {
    Dataset before = images.untransformed();
    return before.inputShape()[1] < 0 ? this : before;
  }

  @Override
  public int label(int index) {
    return images.label(index);
  }

  @Override
  public String toString() {
    return images + ", transformed by " + transform;
  }
}
