package org.ockham.data.table;

import java.util.List;
import java.util.SplittableRandom;
import org.ockham.data.Dataset;
import org.ockham.data.SampleWriter;
import org.ockham.data.Targets;

/** Encoded rows that are changed as they are read. */
record TransformedTable(TableDataset source, List<TableTransform> transforms) implements Dataset {

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public long[] inputShape() {
    return source.inputShape();
  }

  @Override
  public Targets targets() {
    return source.targets();
  }

  @Override
  public void read(int index, SampleWriter out) {
    float[] row = source.row(index);
    SplittableRandom random = out.key().fold("table").random();
    transforms.forEach(transform -> transform.apply(row, source, random));
    out.values(row);
    source.target(index, out);
  }
}
