package org.ockham.data.table;

import java.util.Arrays;
import java.util.List;
import org.ockham.data.Dataset;
import org.ockham.data.SampleWriter;
import org.ockham.data.Targets;

/**
 * Rows of a table, encoded: an input of shape {@code [width]}, in which each column has its place. Made by {@link
 * Preparation#split} or {@link FittedPreparation#dataset}.
 */
public final class TableDataset implements Dataset {
  private final List<Feature> features;
  private final int width;
  private final float[] inputs;
  private final Targets targets;
  private final float[] values;

  /** The arrays are taken over, not copied. */
  TableDataset(List<Feature> features, int width, float[] inputs, Targets targets, float[] values) {
    this.features = features;
    this.width = width;
    this.inputs = inputs;
    this.targets = targets;
    this.values = values;
  }

  /** Which inputs each column has become. */
  public List<Feature> features() {
    return features;
  }

  /** One value of one row's input. */
  public float input(int row, int place) {
    return inputs[row * width + place];
  }

  /**
   * The same rows, changed anew each time they are read: by the loader's seed, the epoch and the row alone.
   *
   * @param transforms in their order
   */
  public Dataset transformed(TableTransform... transforms) {
    return new TransformedTable(this, List.of(transforms));
  }

  @Override
  public int size() {
    return inputs.length / width;
  }

  @Override
  public long[] inputShape() {
    return new long[] {width};
  }

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public void read(int index, SampleWriter out) {
    out.values(inputs, index * width, width);
    target(index, out);
  }

  float[] row(int index) {
    return Arrays.copyOfRange(inputs, index * width, (index + 1) * width);
  }

  void target(int index, SampleWriter out) {
    if (targets instanceof Targets.Values several) {
      int each = several.width();
      out.target(Arrays.copyOfRange(values, index * each, (index + 1) * each));
    } else {
      out.label((int) values[index]);
    }
  }

  @Override
  public String toString() {
    return size() + " rows of " + width + " inputs";
  }
}
