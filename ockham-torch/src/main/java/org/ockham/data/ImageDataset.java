package org.ockham.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Labelled images in memory, one byte a pixel and channel. They stay bytes until they are written into a batch, where each
 * becomes {@code pixel / 255}, or {@code (pixel / 255 - mean) / std} after {@link #normalized}.
 */
public final class ImageDataset implements Dataset {
  private final int channels;
  private final int height;
  private final int width;
  private final byte[] pixels;
  private final int[] labels;
  private final Targets.Classes classes;
  private final PixelScale scale;

  private ImageDataset(
      int channels,
      int height,
      int width,
      byte[] pixels,
      int[] labels,
      Targets.Classes classes,
      PixelScale scale) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.pixels = pixels;
    this.labels = labels;
    this.classes = classes;
    this.scale = scale;
  }

  /**
   * Images of one shape. The arrays are taken over, not copied: leave them alone afterwards.
   *
   * @param pixels unsigned, image after image, in each channel after channel, in each row after row
   * @param labels one class's index an image
   * @throws DataException if there is no image, the lengths disagree or a label is none of the classes
   */
  public static ImageDataset of(
      int channels, int height, int width, byte[] pixels, int[] labels, Targets.Classes classes) {
    if (channels < 1 || height < 1 || width < 1 || labels.length == 0) {
      throw new DataException("There are " + labels.length + " images of shape [" + channels + ", "
          + height + ", " + width + "], but each number must be at least 1.");
    }
    if ((long) channels * height * width * labels.length != pixels.length) {
      throw new DataException(
          labels.length + " images of shape [" + channels + ", " + height + ", " + width
              + "] have " + (long) channels * height * width * labels.length + " bytes, but "
              + pixels.length
              + " were given.");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes.count()) {
        throw new DataException("Image " + i + " has the label " + labels[i]
            + ", but the classes are 0 to " + (classes.count() - 1) + ".");
      }
    }
    return new ImageDataset(channels, height, width, pixels, labels, classes, PixelScale.UNIT);
  }

  /**
   * The same images, normalised as they are read; the bytes are shared.
   *
   * @param mean one a channel, of pixels scaled to 0..1
   * @param std one a channel, over 0
   * @throws DataException if there is not one of each a channel, or a deviation is not over 0
   */
  public ImageDataset normalized(float[] mean, float[] std) {
    PixelScale normal = PixelScale.normalized(mean, std);
    if (normal.channels() != channels) {
      throw new DataException(
          "Normalisation has " + mean.length + " means and deviations, but the images have "
              + channels + " channels: give one a channel.");
    }
    return new ImageDataset(channels, height, width, pixels, labels, classes, normal);
  }

  /** The first {@code count} images, with their bytes copied so that the others can be forgotten. */
  ImageDataset first(int count) {
    if (count == labels.length) {
      return this;
    }
    Split.first(this, count);
    byte[] kept = Arrays.copyOf(pixels, count * imageSize());
    return new ImageDataset(
        channels, height, width, kept, Arrays.copyOf(labels, count), classes, scale);
  }

  /** Channels of an image: 1 for grey, 3 for colour. */
  public int channels() {
    return channels;
  }

  /** Rows of an image. */
  public int height() {
    return height;
  }

  /** Columns of an image. */
  public int width() {
    return width;
  }

  /** How pixels become floats. */
  public PixelScale scale() {
    return scale;
  }

  /** A copy of one image's bytes: channel after channel, row after row. */
  public byte[] image(int index) {
    int start = index(index) * imageSize();
    return Arrays.copyOfRange(pixels, start, start + imageSize());
  }

  @Override
  public int label(int index) {
    return labels[index(index)];
  }

  /** Everything that is read of the images: their pixels, then their labels. */
  void addTo(MessageDigest digest) {
    digest.update(pixels);
    ByteBuffer bytes = ByteBuffer.allocate(labels.length * Integer.BYTES);
    bytes.asIntBuffer().put(labels);
    digest.update(bytes);
  }

  private int index(int index) {
    if (index < 0 || index >= labels.length) {
      throw new DataException(
          "Asked for image " + index + ", but there are images 0 to " + (labels.length - 1) + ".");
    }
    return index;
  }

  private int imageSize() {
    return channels * height * width;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public long[] inputShape() {
    return new long[] {channels, height, width};
  }

  @Override
  public Targets.Classes targets() {
    return classes;
  }

  @Override
  public void read(int index, SampleWriter out) {
    int size = imageSize();
    out.pixels(pixels, index * size, size, scale).label(labels[index]);
  }

  @Override
  public String toString() {
    return labels.length + " images " + channels + "x" + height + "x" + width + " of "
        + classes.count() + " classes";
  }
}
