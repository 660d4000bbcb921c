package org.ockham.tensor;

import java.util.Arrays;

/**
 * Threefry-2x32 in 13 rounds: a counter of 64 bits is mixed with a key of 64 bits to two words of 32 (Salmon, Moraes, Dror, Shaw
 * 2011, <a href="https://doi.org/10.1145/2063384.2063405">Parallel random numbers: as easy as 1, 2, 3</a>). It is JAX's generator,
 * which leaves a margin and takes 20 rounds. It adds, rotates and takes exclusive ors, which every processor does alike and C2 with
 * eight counters at once; Philox, PyTorch's, multiplies 32 bits by 32 to 64, which C2 does one after another and so eight times as
 * long.
 */
final class Threefry {

  /** Counters in a block. */
  static final int COUNTERS = 1024;

  private static final int PARITY = 0x1BD11BDA;
  /** 0, 1, 2, …: C2 of Java 17 does not vectorise a loop that computes with its own index. */
  private static final int[] INDEX = new int[COUNTERS];

  static {
    Arrays.setAll(INDEX, i -> i);
  }

  private Threefry() {}

  /** The first and second words of the counters of a block: of 0 … 1023 those of block 0, and so on. */
  static void block(long key, long block, int[] x0, int[] x1) {
    long counter = block * COUNTERS;
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int k2 = PARITY ^ k0 ^ k1;
    System.arraycopy(INDEX, 0, x0, 0, COUNTERS);
    Arrays.fill(x1, 0);
    // Four rounds a loop: what waits for what is short enough for the processor to look beyond it.
    even(x0, x1, (int) counter + k0, (int) (counter >>> 32) + k1);
    odd(x0, x1, k1, k2 + 1);
    even(x0, x1, k2, k0 + 2);
    last(x0, x1, k0, k1 + 3);
  }

  private static void even(int[] x0, int[] x1, int add0, int add1) {
    for (int i = 0; i < COUNTERS; i++) {
      int a = x0[i] + add0;
      int b = x1[i] + add1;
      a += b;
      b = Integer.rotateLeft(b, 13) ^ a;
      a += b;
      b = Integer.rotateLeft(b, 15) ^ a;
      a += b;
      b = Integer.rotateLeft(b, 26) ^ a;
      a += b;
      b = Integer.rotateLeft(b, 6) ^ a;
      x0[i] = a;
      x1[i] = b;
    }
  }

  private static void odd(int[] x0, int[] x1, int add0, int add1) {
    for (int i = 0; i < COUNTERS; i++) {
      int a = x0[i] + add0;
      int b = x1[i] + add1;
      a += b;
      b = Integer.rotateLeft(b, 17) ^ a;
      a += b;
      b = Integer.rotateLeft(b, 29) ^ a;
      a += b;
      b = Integer.rotateLeft(b, 16) ^ a;
      a += b;
      b = Integer.rotateLeft(b, 24) ^ a;
      x0[i] = a;
      x1[i] = b;
    }
  }

  private static void last(int[] x0, int[] x1, int add0, int add1) {
    for (int i = 0; i < COUNTERS; i++) {
      int a = x0[i] + add0;
      int b = x1[i] + add1;
      a += b;
      x0[i] = a;
      x1[i] = Integer.rotateLeft(b, 17) ^ a;
    }
  }
}
