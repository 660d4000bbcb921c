package org.ockham.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ockham.augment.Draws;
import org.ockham.augment.Image;
import org.ockham.augment.ImageShape;
import org.ockham.file.FileProblem;
import org.ockham.tensor.RandomKey;

/**
 * Takes one sample's input and target, and puts them at their place in a batch. The input may come in several calls, which
 * append; together they fill the data set's input shape exactly. One thread uses a writer at a time.
 */
public final class SampleWriter {
  /** Whose random numbers are whose: those of the sample that is transformed, and of what transforms it. */
  private static final long TAKEN = 1;

  private static final long TRANSFORMED = 2;

  private final Dataset dataset;
  private final float[] input;
  private final int classes;
  private final float[] target;
  private InputSink inputs = (place, input) -> {};
  private LongBuffer labels = LongBuffer.allocate(0);
  private FloatBuffer values = FloatBuffer.allocate(0);

  private RandomKey stream = RandomKey.of(0);
  private @Nullable RandomKey key;
  private int index;
  private int place;
  private int written;
  /** Whether the input went to the batch as it was written, and nothing is left to put there. */
  private boolean taken;

  private int label;
  private boolean targeted;

  /** What the input is written to if it is to be transformed; null if it goes to a batch. */
  private final @Nullable Image image;

  /** Takes the samples that this data set transforms; made when one is first taken. */
  private @Nullable SampleWriter inner;

  SampleWriter(Dataset dataset) {
    this(dataset, null);
  }

  SampleWriter(Dataset dataset, @Nullable Image image) {
    this.dataset = dataset;
    this.image = image;
    this.input = new float[image != null && varies(dataset) ? 0 : numel(dataset)];
    this.classes = dataset.targets() instanceof Targets.Classes c ? c.count() : 0;
    this.target = new float[dataset.targets() instanceof Targets.Values v ? v.width() : 0];
  }

  /** How many floats one input has. */
  int inputLength() {
    return input.length;
  }

  /** How many floats one input of a data set has. */
  static int numel(Dataset dataset) {
    if (varies(dataset)) {
      throw new DataException(
          "The images have different sizes, and a batch needs one: transform them, for example with RandomResizedCrop to"
              + " train, and with Resize and CenterCrop otherwise.");
    }
    long product = 1;
    for (long size : dataset.inputShape()) {
      product = size < 1 || product > Integer.MAX_VALUE / size ? -1 : product * size;
      if (product < 0) {
        throw new DataException(
            "The data set's input has the shape " + Arrays.toString(dataset.inputShape())
                + ", but sizes must be at least 1 and their product below 2^31.");
      }
    }
    return (int) product;
  }

  private static boolean varies(Dataset dataset) {
    long[] shape = dataset.inputShape();
    return shape.length == 3 && shape[1] == -1 && shape[2] == -1;
  }

  /** Chooses the batch that the next samples go to. */
  void into(InputSink inputs, LongBuffer labels, FloatBuffer values) {
    this.inputs = inputs;
    this.labels = labels;
    this.values = values;
  }

  /** Chooses where the inputs of samples go that are only looked at: {@link #look}. */
  void into(InputSink inputs) {
    this.inputs = inputs;
  }

  /** Has the data set write one sample, and puts it at a place of the batch. */
  void read(int index, int place, RandomKey stream) {
    named(index, place, stream);
    if (target.length == 0) {
      labels.put(place, label);
    } else {
      values.put(place * target.length, target);
    }
  }

  /** Has the data set write one sample on its own; {@link #label()} and {@link #target()} are its until the next. */
  void look(int index) {
    named(index, 0, EpochOrder.LOOKED_AT);
  }

  /** The class that was written last, if the data set has classes. */
  int label() {
    return label;
  }

  /** The target values that were written last, none if the data set has classes; not a copy. */
  float[] target() {
    return target;
  }

  /** Writes a sample; a failure names it. */
  private void named(int index, int place, RandomKey stream) {
    try {
      write(index, place, stream);
    } catch (DataException e) {
      throw new DataException(e.kind(), "Sample " + index + ": " + e.getMessage(), e);
    } catch (Exception e) { // checked ones too: languages without them throw them all the same
      throw new DataException("Sample " + index + " could not be read: " + reason(e), e);
    }
  }

  private void write(int index, int place, RandomKey stream) {
    this.index = index;
    this.stream = stream;
    key = null;
    this.place = place;
    written = 0;
    taken = false;
    targeted = false;
    dataset.read(index, this);
    if (!taken && written != input.length) {
      throw new DataException(tooFewOrMany(written));
    }
    if (!targeted) {
      throw new DataException("no target was written: call label or target.");
    }
    if (!taken) {
      inputs.floats(place, input);
    }
  }

  /**
   * A sample of another data set, to be transformed and then written as this one's input; its target is this sample's too. The
   * image is this writer's own and holds the sample until the next is taken.
   */
  Image take(Dataset images, int index) {
    SampleWriter taking = inner;
    if (taking == null || taking.dataset != images) {
      taking = inner = new SampleWriter(images, new Image());
      taking.inputs = new ImageSink(taking.requireImage(), images);
    }
    taking.write(index, 0, key().fold(TAKEN));
    label = taking.label;
    System.arraycopy(taking.target, 0, target, 0, target.length);
    targeted = true;
    return taking.requireImage();
  }

  private Image requireImage() {
    return Objects.requireNonNull(image);
  }

  /** The random numbers of this sample's transforms. */
  Draws draws() {
    return Draws.of(key().fold(TRANSFORMED));
  }

  private static String reason(Exception failure) {
    Throwable problem = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    return problem instanceof IOException io ? FileProblem.reason(io) : failure.toString();
  }

  /** Appends values to the input. */
  public SampleWriter values(float... values) {
    return values(values, 0, values.length);
  }

  /**
   * Appends {@code length} values from {@code offset} on to the input.
   *
   * @throws DataException if they are more than the input's shape has
   */
  public SampleWriter values(float[] values, int offset, int length) {
    System.arraycopy(values, offset, input, advance(length), length);
    return this;
  }

  /** Appends unsigned bytes to the input, each divided by 255. */
  public SampleWriter pixels(byte[] pixels, int offset, int length) {
    return pixels(pixels, offset, length, PixelScale.UNIT);
  }

  /**
   * Appends an image's unsigned bytes to the input, channel after channel, each scaled for its channel.
   *
   * @throws DataException if they are more than the input's shape has, or do not divide into the scale's channels
   */
  public SampleWriter pixels(byte[] pixels, int offset, int length, PixelScale scale) {
    if (length % scale.channels() != 0) {
      throw new DataException(
          length + " pixels do not divide into " + scale.channels() + " channels.");
    }
    int start = advance(length);
    taken = start == 0 && length == input.length && inputs.pixels(place, pixels, offset, scale);
    if (!taken) {
      scale.scale(pixels, offset, length, input, start);
    }
    return this;
  }

  /**
   * The input as an image, for data sets whose images differ in size (an input shape of {@code {channels, -1, -1}}) or do not.
   *
   * @param pixels unsigned, channel after channel, row after row
   * @throws DataException if the data set's input has another shape
   */
  public SampleWriter image(ImageShape shape, byte[] pixels) {
    fits(shape);
    if (!varies(dataset)) {
      return pixels(pixels, 0, shape.size());
    }
    requireImage().set(shape, pixels, 0);
    taken = true;
    return this;
  }

  /** The input as an image of bytes, scaled as it is written where there is more to it than a division. */
  SampleWriter image(Image image, PixelScale scale) {
    ImageShape shape = image.shape();
    if (scale == PixelScale.UNIT) {
      return image(shape, image.pixels());
    }
    fits(shape);
    int start = advance(shape.size());
    taken = start == 0 && shape.size() == input.length && inputs.image(place, image, scale);
    if (!taken) {
      scale.scale(image, input, start);
    }
    return this;
  }

  private void fits(ImageShape shape) {
    long[] expected = dataset.inputShape();
    if (expected.length != 3
        || shape.channels() != expected[0]
        || (!varies(dataset) && (shape.height() != expected[1] || shape.width() != expected[2]))) {
      throw new DataException("an image of shape " + shape
          + " was written, but the data set's shape is " + Arrays.toString(expected) + ".");
    }
  }

  private String tooFewOrMany(long values) {
    return values + " values were written, but the shape " + Arrays.toString(dataset.inputShape())
        + " has " + input.length + ".";
  }

  private int advance(int length) {
    int start = written;
    if (length > input.length - start) {
      throw new DataException(tooFewOrMany(start + (long) length));
    }
    written = start + length;
    return start;
  }

  /**
   * The sample's class.
   *
   * @throws DataException if it is none of the data set's classes
   */
  public SampleWriter label(int label) {
    if (label < 0 || label >= classes) {
      throw new DataException(
          classes == 0
              ? "a class was written, but the data set's targets are values: call target."
              : "the class is " + label + ", but the classes are 0 to " + (classes - 1) + ".");
    }
    this.label = label;
    targeted = true;
    return this;
  }

  /**
   * The sample's target values.
   *
   * @throws DataException if they are not as many as the data set's width
   */
  public SampleWriter target(float... values) {
    if (target.length == 0 || values.length != target.length) {
      throw new DataException(
          target.length == 0
              ? "target values were written, but the data set's targets are classes: call label."
              : values.length + " target values were written, but the data set's width is "
                  + target.length + ".");
    }
    System.arraycopy(values, 0, target, 0, values.length);
    targeted = true;
    return this;
  }

  /**
   * The stream of random numbers for this sample's augmentation: a function of the loader's seed, the epoch and the
   * sample's index in the data set that is being loaded.
   */
  public RandomKey key() {
    RandomKey known = key;
    if (known == null) {
      key = known = stream.fold(index);
    }
    return known;
  }
}
