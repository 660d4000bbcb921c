package org.ockham.data.table;

import java.util.BitSet;
import org.ockham.data.Dataset;
import org.ockham.data.SampleWriter;
import org.ockham.data.Targets;

/** The rows of a table by their numbers and classes alone, so that whatever splits a data set splits a table. */
final class Rows implements Dataset {
  private final Targets targets;
  private final float[] values;

  private Rows(Targets targets, float[] values) {
    this.targets = targets;
    this.values = values;
  }

  /** So many rows, without classes. */
  static Rows of(int size) {
    return new Rows(Targets.values(1), new float[size]);
  }

  /** A table's rows, with their classes if that is what is to be predicted. */
  static Rows of(Table table, Target target) {
    if (!(target instanceof Target.Category)) {
      return of(table.size());
    }
    FittedTarget classes = target.fit(table);
    return new Rows(classes.targets(), classes.read(table));
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public long[] inputShape() {
    return new long[] {1};
  }

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public void read(int index, SampleWriter out) {
    out.values(index);
    if (targets instanceof Targets.Classes) {
      out.label((int) values[index]);
    } else {
      out.target(values[index]);
    }
  }

  /** The marks of these rows, in this order. */
  static BitSet marks(BitSet marks, int... rows) {
    BitSet chosen = new BitSet();
    for (int i = 0; i < rows.length; i++) {
      if (marks.get(rows[i])) {
        chosen.set(i);
      }
    }
    return chosen;
  }
}
