package org.ockham.data.table;

import java.util.List;
import org.ockham.augment.Draws;
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
  public TableDataset untransformed() {
    return source;
  }

  @Override
  public void read(int index, SampleWriter out) {
    float[] row = source.row(index);
    Draws draws = Draws.of(out.key().fold("table"));
    transforms.forEach(transform -> transform.apply(row, source, draws));
    out.values(row);
    source.target(index, out);
  }
}
