package org.ockham.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ockham.tensor.RandomKey;

/**
 * Finds pairs of similar vectors without comparing all with all: vectors that lie on the same side of each of some random planes are
 * compared, for several such sets of planes (Charikar 2002, doi:10.1145/509907.509965). The time grows as the number of vectors
 * does, as each is compared with a bounded number of others.
 */
final class SimilarVectors {
  private static final int TABLES = 12;
  private static final int PLANES = 18;

  /** How many of those on the same sides each is compared with. */
  private static final int NEIGHBOURS = 64;

  private SimilarVectors() {}

  /**
   * Pairs {@code i < j} as {@code i << 32 | j}, in order.
   *
   * @param vectors each of length 1, or 0
   * @param similarity the least product of a pair
   */
  static long[] pairs(float[][] vectors, double similarity) {
    float[] centre = mean(vectors);
    return IntStream.range(0, TABLES)
        .parallel()
        .mapToObj(table -> pairs(vectors, similarity, codes(vectors, centre, table)))
        .flatMapToLong(Arrays::stream)
        .sorted()
        .distinct()
        .toArray();
  }

  private static float[] mean(float[][] vectors) {
    float[] mean = new float[vectors[0].length];
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / vectors.length;
      }
    }
    return mean;
  }

  /** For each vector the sides it lies on, then its index; sorted, so that those of the same sides follow each other. */
  private static long[] codes(float[][] vectors, float[] centre, int table) {
    SplittableRandom random =
        RandomKey.of(0).fold("near duplicates").fold(table).random();
    float[][] planes = new float[PLANES][centre.length];
    double[] offsets = new double[PLANES];
    for (int p = 0; p < PLANES; p++) {
      for (int i = 0; i < centre.length; i++) {
        planes[p][i] =
            (float) (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
      }
      offsets[p] = Thumbnail.product(planes[p], centre);
    }
    long[] codes = new long[vectors.length];
    for (int v = 0; v < codes.length; v++) {
      long code = 0;
      for (int p = 0; p < PLANES; p++) {
        code = 2 * code + (Thumbnail.product(planes[p], vectors[v]) > offsets[p] ? 1 : 0);
      }
      codes[v] = code << 32 | v;
    }
    Arrays.sort(codes);
    return codes;
  }

  private static long[] pairs(float[][] vectors, double similarity, long[] codes) {
    LongStream.Builder pairs = LongStream.builder();
    for (int a = 0; a < codes.length; a++) {
      int i = (int) codes[a];
      int last = Math.min(codes.length - 1, a + NEIGHBOURS);
      for (int b = a + 1; b <= last && codes[b] >>> 32 == codes[a] >>> 32; b++) {
        int j = (int) codes[b];
        if (Thumbnail.product(vectors[i], vectors[j]) >= similarity) {
          pairs.add((long) i << 32 | j);
        }
      }
    }
    return pairs.build().toArray();
  }
}
