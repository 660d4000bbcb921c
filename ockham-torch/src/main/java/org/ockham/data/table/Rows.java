package org.ockham.data.table;

import java.util.BitSet;
import org.ockham.data.Dataset;
import org.ockham.data.SampleWriter;
import org.ockham.data.Targets;

/**
 * The rows of a table by their numbers alone, so that whatever splits a data set splits a table.
 *
 * @param size how many
 */
record Rows(int size) implements Dataset {

  @Override
  public long[] inputShape() {
    return new long[] {1};
  }

  @Override
  public Targets targets() {
    return Targets.values(1);
  }

  @Override
  public void read(int index, SampleWriter out) {
    out.values(index).target(index);
  }

  /** The marks of these rows, in this order. */
  static BitSet of(BitSet marks, int... rows) {
    BitSet chosen = new BitSet();
    for (int i = 0; i < rows.length; i++) {
      if (marks.get(rows[i])) {
        chosen.set(i);
      }
    }
    return chosen;
  }
}
