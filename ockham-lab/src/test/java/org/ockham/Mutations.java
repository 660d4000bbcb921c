package org.ockham;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;

/**
 * Damaged copies of good files, for the tests that give them to a reader: the same in every build. The system property {@code
 * ockham.fuzz} says how many of each.
 */
@NullMarked
public final class Mutations {

  private static final int COUNT = Integer.getInteger("ockham.fuzz", 2_000);

  /** Values at which arithmetic goes wrong. */
  private static final int[] EDGES = {
    0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7FFF, 0xFFFF, 0x10000, 0x40000000
  };

  private Mutations() {}

  /** Gives a reader so many damaged copies, each of one of these files in turn. */
  public static void each(List<byte[]> good, Consumer<byte[]> reader) {
    each(COUNT, good, reader);
  }

  /** The same for a reader that is slow: a twentieth of them. */
  public static void some(List<byte[]> good, Consumer<byte[]> reader) {
    each(Math.max(1, COUNT / 20), good, reader);
  }

  private static void each(int count, List<byte[]> good, Consumer<byte[]> reader) {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < count; i++) {
      byte[] bytes = good.get(i % good.size());
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        bytes = changed(bytes, random);
      }
      reader.accept(bytes);
    }
  }

  private static byte[] changed(byte[] bytes, SplittableRandom random) {
    if (bytes.length < 8) {
      return Arrays.copyOf(bytes, 8);
    }
    // Headers are where most goes wrong, so half of the changes are made there.
    int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 128);
    int at = random.nextInt(reach - 4);
    byte[] copy = bytes.clone();
    switch (random.nextInt(7)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt(256);
      case 2 -> ByteBuffer.wrap(copy).putInt(at, EDGES[random.nextInt(EDGES.length)]);
      case 3 ->
        ByteBuffer.wrap(copy).putInt(at, Integer.reverseBytes(EDGES[random.nextInt(EDGES.length)]));
      case 4 -> copy = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 5 -> { // a piece once more
        int length = Math.min(1 + random.nextInt(64), bytes.length - at);
        copy = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, copy, 0, at + length);
        System.arraycopy(bytes, at, copy, at + length, bytes.length - at);
      }
      default -> { // a piece left out
        int length = Math.min(1 + random.nextInt(64), bytes.length - at);
        copy = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, copy, 0, at);
        System.arraycopy(bytes, at + length, copy, at, copy.length - at);
      }
    }
    return copy;
  }
}
