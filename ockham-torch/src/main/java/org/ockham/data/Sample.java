package org.ockham.data;

/** One sample in Java arrays: to look at, to draw, to serve; training reads whole batches through a loader. */
public final class Sample {
  private final float[] input;
  private final int label;
  private final float[] target;

  private Sample(float[] input, int label, float[] target) {
    this.input = input;
    this.label = label;
    this.target = target;
  }

  /**
   * Reads one sample.
   *
   * @throws DataException if there is no such sample, or it is not written whole
   */
  public static Sample read(Dataset dataset, int index) {
    check(dataset, index);
    float[] input = new float[SampleWriter.numel(dataset)];
    SampleWriter writer = new SampleWriter(dataset);
    writer.into((place, values) -> System.arraycopy(values, 0, input, 0, input.length));
    writer.look(index);
    return new Sample(input, writer.label(), writer.target());
  }

  /** Refuses what is not a sample's index. */
  static void check(Dataset dataset, int index) {
    if (index < 0 || index >= dataset.size()) {
      throw new DataException("Asked for sample " + index + ", but the data set has samples 0 to "
          + (dataset.size() - 1) + ".");
    }
  }

  /** The input's values, in the order of the data set's input shape. */
  public float[] input() {
    return input.clone();
  }

  /**
   * The class's index.
   *
   * @throws DataException if the target is not a class
   */
  public int label() {
    if (target.length > 0) {
      throw new DataException(
          "This sample's target is " + target.length + " values, not a class: ask for target().");
    }
    return label;
  }

  /**
   * The target's values.
   *
   * @throws DataException if the target is a class
   */
  public float[] target() {
    if (target.length == 0) {
      throw new DataException(
          "This sample's target is the class " + label + ", not values: ask for label().");
    }
    return target.clone();
  }
}
