package org.ockham.tensor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tests of randomness of 32-bit words. Each gives a deviation: how many standard deviations the words are away from what random ones
 * would give, by the Wilson–Hilferty approximation where the distribution is χ².
 */
final class RandomnessTests {

  private static final int[] LAGS = {1, 2, 3, 8, 64, 1023, 1024, 1025, 2048};

  private RandomnessTests() {}

  /** All of them by name. */
  static Map<String, Double> deviations(int[] words) {
    Map<String, Double> deviations = new LinkedHashMap<>();
    for (int shift = 0; shift < 32; shift += 8) {
      deviations.put("byte at bit " + shift, frequencies(words, shift, 8));
    }
    deviations.put("top 12 bits", frequencies(words, 20, 12));
    deviations.put("low 12 bits", frequencies(words, 0, 12));
    for (int lag : LAGS) {
      deviations.put("pairs of top bits at lag " + lag, pairs(words, lag, 28));
      deviations.put("pairs of low bits at lag " + lag, pairs(words, lag, 0));
      deviations.put("correlation at lag " + lag, correlation(words, lag));
    }
    deviations.put("runs", runs(words));
    deviations.put("gaps", gaps(words));
    deviations.put("birthday spacings of the top bits", birthdaySpacings(words, 8));
    deviations.put("birthday spacings of the low bits", birthdaySpacings(words, 0));
    deviations.put("collisions", collisions(words));
    return deviations;
  }

  /** The largest of them, either way. */
  static double worst(int[] words) {
    return deviations(words).values().stream().mapToDouble(Math::abs).max().orElseThrow();
  }

  private static double frequencies(int[] words, int shift, int bits) {
    long[] counts = new long[1 << bits];
    for (int word : words) {
      counts[(word >>> shift) & (counts.length - 1)]++;
    }
    return chiSquare(counts, words.length);
  }

  /** Four bits of each word beside those of the word so many places on. */
  private static double pairs(int[] words, int lag, int shift) {
    long[] counts = new long[256];
    for (int i = 0; i + lag < words.length; i++) {
      counts[(((words[i] >>> shift) & 15) << 4) | ((words[i + lag] >>> shift) & 15)]++;
    }
    return chiSquare(counts, words.length - lag);
  }

  private static double chiSquare(long[] counts, double n) {
    double expected = n / counts.length;
    double sum = 0;
    for (long count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return chiSquareDeviation(sum, counts.length - 1);
  }

  private static double chiSquareDeviation(double chiSquare, double degrees) {
    double scale = 2 / (9 * degrees);
    return (Math.cbrt(chiSquare / degrees) - (1 - scale)) / Math.sqrt(scale);
  }

  private static double correlation(int[] words, int lag) {
    double sum = 0;
    int n = words.length - lag;
    for (int i = 0; i < n; i++) {
      sum += (words[i] + 0.5) * (words[i + lag] + 0.5);
    }
    return sum / (0x1p64 / 12) / Math.sqrt(n);
  }

  /** How many stretches rise or fall: (2n − 1)/3 ± √((16n − 29)/90). */
  private static double runs(int[] words) {
    int runs = 1;
    for (int i = 2; i < words.length; i++) {
      if ((words[i - 1] < words[i]) != (words[i - 2] < words[i - 1])) {
        runs++;
      }
    }
    double n = words.length;
    return (runs - (2 * n - 1) / 3) / Math.sqrt((16 * n - 29) / 90);
  }

  /** How many words lie between those of the lowest eighth. */
  private static double gaps(int[] words) {
    long[] counts = new long[40];
    int gap = 0;
    long found = 0;
    for (int word : words) {
      if (word >>> 29 == 0) {
        counts[Math.min(gap, counts.length - 1)]++;
        found++;
        gap = 0;
      } else {
        gap++;
      }
    }
    double sum = 0;
    double survival = 1;
    for (int i = 0; i < counts.length; i++) {
      double expected = found * (i == counts.length - 1 ? survival : survival / 8);
      sum += (counts[i] - expected) * (counts[i] - expected) / expected;
      survival *= 7.0 / 8;
    }
    return chiSquareDeviation(sum, counts.length - 1.0);
  }

  /** Marsaglia's: of 512 birthdays in a year of 2²⁴ days the distances that come more than once are Poisson with mean 2. */
  private static double birthdaySpacings(int[] words, int shift) {
    int[] days = new int[512];
    int years = words.length / days.length;
    int repeated = 0;
    for (int year = 0; year < years; year++) {
      for (int i = 0; i < days.length; i++) {
        days[i] = (words[year * days.length + i] >>> shift) & 0xFFFFFF;
      }
      Arrays.sort(days);
      int[] spacings = new int[days.length - 1];
      for (int i = 0; i < spacings.length; i++) {
        spacings[i] = days[i + 1] - days[i];
      }
      Arrays.sort(spacings);
      for (int i = 1; i < spacings.length; i++) {
        if (spacings[i] == spacings[i - 1]) {
          repeated++;
        }
      }
    }
    // Counted together the years' differ from Poisson's mean by what is repeated twice: 2 % of a
    // year's deviation.
    double mean = 2.0 * years;
    return (repeated - mean) / Math.sqrt(mean);
  }

  /** Words that come twice: Poisson with mean n²/2³³. A generator that visits each word once has none. */
  private static double collisions(int[] words) {
    int[] sorted = words.clone();
    Arrays.sort(sorted);
    int same = 0;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        same++;
      }
    }
    double mean = (double) words.length * words.length / 0x1p33;
    return (same - mean) / Math.sqrt(mean);
  }
}
