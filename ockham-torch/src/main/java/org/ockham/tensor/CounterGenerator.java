package org.ockham.tensor;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.function.Function;
import org.ockham.check.Check;

/**
 * Random numbers by counting: element i of a key's stream is a function of the key and i alone, whoever computes it and whatever was
 * computed before (Threefry, JAX's generator). So a tensor that is drawn in parts has the elements that it would have as a whole:
 *
 * <pre>{@code
 * CounterGenerator draws = CounterGenerator.of(RandomKey.of(seed).fold("noise"));
 * Tensor whole = draws.normal(8, 100);
 * Tensor end = draws.at(500).normal(3, 100);              // the last three rows of it
 * }</pre>
 *
 * <p>A tensor's elements are numbered in the order of its shape, the last dimension running fastest. They are made in plain Java, one
 * in one to three nanoseconds, and are the same bits on every processor and Java version. Tensors are FLOAT32, on the CPU. A generator is
 * a value: threads may share it.
 */
public final class CounterGenerator {

  /** Elements that are written through one buffer, which holds less than 2 GiB: so many whole blocks. */
  private static final long SLAB = 1 << 28;

  private final RandomKey key;
  private final long first;

  private CounterGenerator(RandomKey key, long first) {
    this.key = key;
    this.first = first;
  }

  /** The stream of this key, from its beginning. */
  public static CounterGenerator of(RandomKey key) {
    return new CounterGenerator(key, 0);
  }

  /** The same stream from its element number {@code index} on. */
  public CounterGenerator at(long index) {
    return new CounterGenerator(key, index);
  }

  /**
   * 0 with this probability, else what is kept: with 1/(1 − p) dropout's mask.
   *
   * @param p exact to 2⁻³²
   */
  public Tensor mask(double p, double kept, long... shape) {
    // Of 2³¹ equally probable numbers those below; where that is all of them, 2³¹ overflows as it
    // should.
    int below = (int) (long) Math.rint((1 - Check.probability("p", p)) * 0x1p31);
    int bits = Float.floatToRawIntBits((float) kept);
    return drawn(memory -> new Masks(below, bits, memory.asIntBuffer()), shape);
  }

  /** Uniform on [from, to): one of 2²⁴ numbers at equal distances, rounded to a float. */
  public Tensor uniform(double from, double to, long... shape) {
    double distance = (to - from) * 0x1p-24;
    return drawn(memory -> new Uniforms(from, distance, memory.asFloatBuffer()), shape);
  }

  /** Normal with mean 0 and deviation 1 (Box and Muller's, of 24 bits: none is beyond 5.77). */
  public Tensor normal(long... shape) {
    return drawn(memory -> new Normals(memory.asFloatBuffer()), shape);
  }

  private Tensor drawn(Function<ByteBuffer, Block> kind, long... shape) {
    Tensor tensor = Tensor.empty(DType.FLOAT32, shape);
    long elements = tensor.numel();
    for (long at = 0; at < elements; at += SLAB) {
      long count = Math.min(SLAB, elements - at);
      ByteBuffer memory = tensor.handle.memory(at * Float.BYTES, count * Float.BYTES);
      draw(kind.apply(memory), first + at, count);
    }
    return tensor;
  }

  /** Elements follow each other as a block's first words, its second words, the next block's. */
  private void draw(Block block, long index, long count) {
    int half = Threefry.COUNTERS;
    boolean fresh = true;
    for (long end = index + count; index < end; ) {
      long which = Math.floorDiv(index, (long) half);
      boolean second = (which & 1) == 1;
      if (fresh || !second) {
        Threefry.block(key.value(), which >> 1, block.first, block.second);
        block.fill();
        fresh = false;
      }
      int from = (int) (index - which * half);
      int length = (int) Math.min(half - from, end - index);
      block.put(second, from, length);
      index += length;
    }
  }

  /** What is made of the words of a block. */
  private abstract static class Block {
    final int[] first = new int[Threefry.COUNTERS];
    final int[] second = new int[Threefry.COUNTERS];

    /** Makes the elements of the words. */
    abstract void fill();

    /** Writes some of the elements that were made of the first or the second words. */
    abstract void put(boolean ofSecond, int from, int length);
  }

  private static final class Masks extends Block {
    private final int below;
    private final int bits;
    private final IntBuffer memory;

    Masks(int below, int bits, IntBuffer memory) {
      this.below = below;
      this.bits = bits;
      this.memory = memory;
    }

    @Override
    void fill() {
      fill(first, below, bits);
      fill(second, below, bits);
    }

    /** As integers, which C2 vectorises where it would not choose between floats. */
    private static void fill(int[] words, int below, int bits) {
      for (int i = 0; i < words.length; i++) {
        words[i] = ((words[i] >>> 1) - below) >> 31 & bits; // the difference's sign in all places
      }
    }

    @Override
    void put(boolean ofSecond, int from, int length) {
      memory.put(ofSecond ? second : first, from, length);
    }
  }

  private abstract static class Floats extends Block {
    final float[] x = new float[Threefry.COUNTERS];
    final float[] y = new float[Threefry.COUNTERS];
    private final FloatBuffer memory;

    Floats(FloatBuffer memory) {
      this.memory = memory;
    }

    @Override
    final void put(boolean ofSecond, int from, int length) {
      memory.put(ofSecond ? y : x, from, length);
    }
  }

  private static final class Uniforms extends Floats {
    private final double from;
    private final double distance;

    Uniforms(double from, double distance, FloatBuffer memory) {
      super(memory);
      this.from = from;
      this.distance = distance;
    }

    @Override
    void fill() {
      fill(first, x, from, distance);
      fill(second, y, from, distance);
    }

    private static void fill(int[] words, float[] values, double from, double distance) {
      for (int i = 0; i < words.length; i++) {
        values[i] = (float) (from + (words[i] >>> 8) * distance);
      }
    }
  }

  private static final class Normals extends Floats {
    private final BoxMuller method = new BoxMuller();

    Normals(FloatBuffer memory) {
      super(memory);
    }

    @Override
    void fill() {
      method.normals(first, second, x, y);
    }
  }
}
