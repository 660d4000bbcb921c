package org.ockham.train;

import java.util.function.IntConsumer;
import org.ockham.data.Dataset;
import org.ockham.data.SampleWriter;
import org.ockham.data.Targets;

/**
 * A data set that is watched.
 *
 * @param before is told of each sample before it is read; what it throws, reading does
 */
record WatchedDataset(Dataset data, IntConsumer before) implements Dataset {

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public long[] inputShape() {
    return data.inputShape();
  }

  @Override
  public Targets targets() {
    return data.targets();
  }

  @Override
  public void read(int index, SampleWriter out) {
    before.accept(index);
    data.read(index, out);
  }
}
