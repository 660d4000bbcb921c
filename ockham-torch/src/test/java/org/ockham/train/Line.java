package org.ockham.train;

import org.ockham.data.Dataset;
import org.ockham.data.SampleWriter;
import org.ockham.data.Targets;

/** y = 3a − 2b, for regression. */
public record Line(int size) implements Dataset {

  @Override
  public long[] inputShape() {
    return new long[] {2};
  }

  @Override
  public Targets targets() {
    return Targets.values(1);
  }

  @Override
  public void read(int index, SampleWriter out) {
    float a = index % 10;
    float b = index % 7;
    out.values(a, b).target(3 * a - 2 * b);
  }
}
