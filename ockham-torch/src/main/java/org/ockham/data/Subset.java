package org.ockham.data;

/** Some samples of another data set, in an order of their own. Nothing is copied but the indices. */
public final class Subset implements Dataset {
  private final Dataset whole;
  private final int[] indices;

  /**
   * These samples of the whole, in this order; an index may repeat.
   *
   * @throws DataException if there is no index, or one is not a sample's
   */
  public Subset(Dataset whole, int... indices) {
    if (indices.length == 0) {
      throw new DataException("A subset has 0 samples, but needs at least 1.");
    }
    for (int index : indices) {
      if (index < 0 || index >= whole.size()) {
        throw new DataException("A subset names sample " + index
            + ", but the data set has samples 0 to " + (whole.size() - 1) + ".");
      }
    }
    this.whole = whole;
    this.indices = indices.clone();
  }

  /** What this is a part of. */
  public Dataset whole() {
    return whole;
  }

  /** Which samples of the whole these are. */
  public int[] indices() {
    return indices.clone();
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public long[] inputShape() {
    return whole.inputShape();
  }

  @Override
  public Targets targets() {
    return whole.targets();
  }

  @Override
  public void read(int index, SampleWriter out) {
    whole.read(indices[index], out);
  }

  @Override
  public Subset untransformed() {
    return new Subset(whole.untransformed(), indices);
  }

  @Override
  public int label(int index) {
    Sample.check(this, index);
    return whole.label(indices[index]);
  }

  @Override
  public String toString() {
    return size() + " of " + whole;
  }
}
