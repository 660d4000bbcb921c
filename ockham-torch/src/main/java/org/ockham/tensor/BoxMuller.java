package org.ockham.tensor;

/**
 * Pairs of independent numbers from N(0, 1): a point of the plane at the distance √(−2 ln u) from the origin in the direction θ, u
 * uniform on (0, 1] and θ on the circle (Box, Muller 1958, <a href="https://doi.org/10.1214/aoms/1177706645">doi</a>), as in PyTorch
 * on the CPU. Of 24 bits each: the farthest number is 5.77.
 *
 * <p>In additions, multiplications, divisions and square roots of floats, which are the same bits everywhere, and in short loops, which
 * C2 vectorises: a number takes little more than a nanosecond.
 */
final class BoxMuller {

  private static final int N = Threefry.COUNTERS;

  private static final float ANGLE = (float) (Math.PI * 0x1p-24);

  private static final int SQRT_HALF = Float.floatToRawIntBits(0.70710677f);
  /** 1.5 · 2²³: a float of these bits plus a small whole number is that sum. */
  private static final float MAGIC = 0x1.8p23f;

  private static final int MAGIC_BITS = Float.floatToRawIntBits(MAGIC);
  private static final float LN_2 = 0.6931472f;

  // Taylor series of sine and cosine, which at π/2 are right to 10⁻⁷.
  private static final float S3 = -1f / 6;
  private static final float S5 = 1f / 120;
  private static final float S7 = -1f / 5_040;
  private static final float S9 = 1f / 362_880;
  private static final float S11 = -1f / 39_916_800;
  private static final float C2 = -1f / 2;
  private static final float C4 = 1f / 24;
  private static final float C6 = -1f / 720;
  private static final float C8 = 1f / 40_320;
  private static final float C10 = -1f / 3_628_800;
  private static final float C12 = 1f / 479_001_600;

  private final float[] mantissa = new float[N];
  private final float[] exponent = new float[N];
  private final float[] radius = new float[N];
  private final float[] halfAngle = new float[N];

  /** From the words, which are lost, the numbers. */
  void normals(int[] words0, int[] words1, float[] x, float[] y) {
    units(words0, words0);
    halfAngles(words1, halfAngle);
    split(words0, words1);
    floats(words0, mantissa);
    floats(words1, exponent);
    radii(mantissa, exponent, radius);
    points(radius, halfAngle, x, y);
  }

  /** u, as the bits of floats. */
  private static void units(int[] words, int[] bits) {
    for (int i = 0; i < N; i++) {
      bits[i] = Float.floatToRawIntBits(((words[i] >>> 8) + 1) * 0x1p-24f);
    }
  }

  /** θ/2, from −π/2 to π/2. */
  private static void halfAngles(int[] words, float[] angles) {
    for (int i = 0; i < N; i++) {
      angles[i] = (words[i] >> 8) * ANGLE;
    }
  }

  /** u = m · 2ᵏ with m from √½ to √2, and k as the bits of MAGIC + k. */
  private static void split(int[] bits, int[] exponents) {
    for (int i = 0; i < N; i++) {
      int k = (bits[i] - SQRT_HALF) >> 23;
      exponents[i] = k + MAGIC_BITS;
      bits[i] -= k << 23;
    }
  }

  private static void floats(int[] bits, float[] floats) {
    for (int i = 0; i < N; i++) {
      floats[i] = Float.intBitsToFloat(bits[i]);
    }
  }

  /** √(−2 (ln m + k ln 2)), with ln m = 2 artanh t. */
  private static void radii(float[] mantissa, float[] exponent, float[] radius) {
    for (int i = 0; i < N; i++) {
      float t = (mantissa[i] - 1) / (mantissa[i] + 1);
      float t2 = t * t;
      float artanh = t * (1 + t2 * (1f / 3 + t2 * (1f / 5 + t2 * (1f / 7 + t2 * (1f / 9)))));
      float ln = 2 * artanh + (exponent[i] - MAGIC) * LN_2;
      radius[i] = (float) Math.sqrt(-2 * ln);
    }
  }

  /** r cos θ and r sin θ, from sine and cosine of θ/2. */
  private static void points(float[] radius, float[] halfAngle, float[] x, float[] y) {
    for (int i = 0; i < N; i++) {
      float h = halfAngle[i];
      float h2 = h * h;
      float sin = h * (1 + h2 * (S3 + h2 * (S5 + h2 * (S7 + h2 * (S9 + h2 * S11)))));
      float cos = 1 + h2 * (C2 + h2 * (C4 + h2 * (C6 + h2 * (C8 + h2 * (C10 + h2 * C12)))));
      x[i] = radius[i] * (1 - 2 * sin * sin);
      y[i] = radius[i] * (2 * sin * cos);
    }
  }
}
