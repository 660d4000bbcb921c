package org.ockham.data;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Reads samples one by one to look at what is in them: an image's bytes as numbers from 0 to 255, whatever scale they would be
 * trained at, and all else as it is written. Each thread has its own.
 */
final class SampleReader implements InputSink {
  /** Samples that one thread reads before it asks for more; sums over blocks are added in order. */
  private static final int BLOCK = 256;

  /** What is done with each sample. */
  interface Visitor {
    void visit(int index, SampleReader sample);
  }

  private final SampleWriter writer;
  private final float[] input;
  private boolean pixels;

  SampleReader(Dataset dataset) {
    writer = new SampleWriter(dataset);
    input = new float[writer.inputLength()];
    writer.into(this);
  }

  /** Reads all samples in parallel, each block by a visitor of its own; returns the visitors in the order of the blocks. */
  static <V extends Visitor> List<V> all(Dataset dataset, Supplier<V> visitor) {
    int size = dataset.size();
    return IntStream.range(0, (size + BLOCK - 1) / BLOCK)
        .parallel()
        .mapToObj(block -> {
          V own = visitor.get();
          SampleReader reader = new SampleReader(dataset);
          for (int i = block * BLOCK; i < Math.min(size, (block + 1) * BLOCK); i++) {
            own.visit(i, reader.read(i));
          }
          return own;
        })
        .toList();
  }

  /** Reads a sample, which is there until the next. */
  SampleReader read(int index) {
    writer.look(index);
    return this;
  }

  @Override
  public boolean pixels(int place, byte[] source, int offset, PixelScale scale) {
    pixels = true;
    for (int i = 0; i < input.length; i++) {
      input[i] = source[offset + i] & 0xFF;
    }
    return true;
  }

  @Override
  public void floats(int place, float[] values) {
    pixels = false;
    System.arraycopy(values, 0, input, 0, input.length);
  }

  /** Whether the input is an image's bytes. */
  boolean isPixels() {
    return pixels;
  }

  /** The input; not a copy. */
  float[] input() {
    return input;
  }

  /** The class, if the data set has classes. */
  int label() {
    return writer.label();
  }

  /** The target's values, none if the data set has classes; not a copy. */
  float[] target() {
    return writer.target();
  }
}
