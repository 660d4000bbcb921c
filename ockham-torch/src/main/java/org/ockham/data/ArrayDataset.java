package org.ockham.data;

import java.util.Arrays;

/**
 * Samples in arrays: inputs of one shape, and a class or values for each (PyTorch's <a
 * href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.TensorDataset">TensorDataset</a>).
 *
 * <pre>{@code
 * Dataset points = ArrayDataset.of(new float[][] {{0, 0}, {0, 1}}, new int[] {0, 1}, Targets.classes(2));
 * Dataset line = ArrayDataset.of(new float[][] {{1}, {2}}, new float[][] {{3}, {5}});
 * }</pre>
 */
public final class ArrayDataset implements Dataset {
  private final float[] inputs;
  private final long[] shape;
  private final int length;
  private final Targets targets;
  private final int[] labels;
  private final float[] values;

  private ArrayDataset(
      float[] inputs, long[] shape, Targets targets, int[] labels, float[] values) {
    this.inputs = inputs;
    this.shape = shape.clone();
    this.targets = targets;
    this.labels = labels;
    this.values = values;
    length = SampleWriter.numel(this);
    if ((long) size() * length != inputs.length || size() == 0) {
      throw new DataException(
          inputs.length + " numbers were given as inputs, but " + size() + " samples of shape "
              + Arrays.toString(shape) + " have " + (long) size() * length
              + ", and at least one sample is needed.");
    }
  }

  /**
   * Rows with a class each. The rows are copied.
   *
   * @param inputs one row a sample, all of one length
   * @param labels one class's index a sample
   * @throws DataException if there is no row, they differ in length, or a label is missing, too many, or none of the classes
   */
  public static ArrayDataset of(float[][] inputs, int[] labels, Targets.Classes classes) {
    return of(flat("input", inputs), new long[] {width(inputs)}, labels, classes);
  }

  /**
   * Inputs of any shape with a class each. The arrays are taken over, not copied: leave them alone afterwards.
   *
   * @param inputs sample after sample, each in the order of its shape
   * @param inputShape the shape of one, without the batch
   * @param labels one class's index a sample
   * @throws DataException if there is no sample, the lengths disagree, or a label is none of the classes
   */
  public static ArrayDataset of(
      float[] inputs, long[] inputShape, int[] labels, Targets.Classes classes) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes.count()) {
        throw new DataException("Sample " + i + " has the label " + labels[i]
            + ", but the classes are 0 to " + (classes.count() - 1) + ".");
      }
    }
    return new ArrayDataset(inputs, inputShape, classes, labels, new float[0]);
  }

  /**
   * Rows with values to be predicted. All are copied.
   *
   * @param inputs one row a sample, all of one length
   * @param values one row a sample, all of one length
   * @throws DataException if there is no row, they differ in length, or there are not as many of one as of the other
   */
  public static ArrayDataset of(float[][] inputs, float[][] values) {
    return of(
        flat("input", inputs), new long[] {width(inputs)}, flat("target", values), width(values));
  }

  /**
   * Inputs of any shape with values to be predicted. The arrays are taken over, not copied: leave them alone afterwards.
   *
   * @param inputs sample after sample, each in the order of its shape
   * @param inputShape the shape of one, without the batch
   * @param values sample after sample
   * @param width values a sample, at least 1
   * @throws DataException if there is no sample, or the lengths disagree
   */
  public static ArrayDataset of(float[] inputs, long[] inputShape, float[] values, int width) {
    Targets.Values targets = Targets.values(width);
    if (values.length % width != 0) {
      throw new DataException(values.length + " target values do not divide into samples of "
          + width + ": give so many a sample.");
    }
    return new ArrayDataset(inputs, inputShape, targets, new int[0], values);
  }

  private static int width(float[][] rows) {
    return rows.length == 0 ? 1 : rows[0].length;
  }

  private static float[] flat(String what, float[][] rows) {
    int width = width(rows);
    float[] flat = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != width) {
        throw new DataException("The " + what + " of sample " + i + " has " + rows[i].length
            + " numbers, but the first has " + width + ": all must have as many.");
      }
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return flat;
  }

  @Override
  public int size() {
    return targets instanceof Targets.Values v ? values.length / v.width() : labels.length;
  }

  @Override
  public long[] inputShape() {
    return shape.clone();
  }

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public int label(int index) {
    Sample.check(this, index);
    return labels.length > 0 ? labels[index] : sample(index).label();
  }

  @Override
  public void read(int index, SampleWriter out) {
    out.values(inputs, index * length, length);
    if (targets instanceof Targets.Values v) {
      out.target(Arrays.copyOfRange(values, index * v.width(), (index + 1) * v.width()));
    } else {
      out.label(labels[index]);
    }
  }

  @Override
  public String toString() {
    return size() + " samples of shape " + Arrays.toString(shape);
  }
}
