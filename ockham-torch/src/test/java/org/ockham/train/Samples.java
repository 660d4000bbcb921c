package org.ockham.train;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ockham.data.Dataset;
import org.ockham.data.SampleWriter;
import org.ockham.data.Targets;

/** A data set of numbers written out: inputs, and classes as targets. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Samples(float[][] inputs, int[] labels, int classes) implements Dataset {

  /** So many samples with these inputs and labels, by their index. */
  static Samples of(
      int count, IntFunction<float[]> input, IntFunction<Integer> label, int classes) {
    return new Samples(
        IntStream.range(0, count).mapToObj(input).toArray(float[][]::new),
        IntStream.range(0, count).map(label::apply).toArray(),
        classes);
  }

  /** Two inputs that tell three classes apart, more or less. */
  static Samples threeClasses(int count) {
    return of(
        count, i -> new float[] {i % 3 + 0.1f * (i % 7), (i % 5) - 0.5f * (i % 3)}, i -> i % 3, 3);
  }

  @Override
  public int size() {
    return inputs.length;
  }

  @Override
  public long[] inputShape() {
    return new long[] {inputs[0].length};
  }

  @Override
  public Targets targets() {
    return Targets.classes(classes);
  }

  @Override
  public void read(int index, SampleWriter out) {
    out.values(inputs[index]).label(labels[index]);
  }
}
