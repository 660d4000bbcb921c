package org.ockham.data.table;

import java.util.List;

/**
 * The quantiles of the standard normal distribution, with the same bits on every machine: rational approximations to 16 digits of Wichura 1988,
 * Algorithm AS 241 (<a href="https://doi.org/10.2307/2347330">doi:10.2307/2347330</a>). Those that a {@link QuantileTransformer} comes
 * to can be had, for whoever computes them elsewhere.
 */
public final class Normal {

  /** Of 0.180625 − q², where the share is 0.5 + q and |q| ≤ 0.425: the quantile over q. */
  public static final Ratio CENTRE = new Ratio(
      List.of(
          3.3871328727963665,
          133.14166789178438,
          1971.5909503065513,
          13731.69376550946,
          45921.95393154987,
          67265.7709270087,
          33430.57558358813,
          2509.0809287301227),
      List.of(
          1.0,
          42.31333070160091,
          687.1870074920579,
          5394.196021424751,
          21213.794301586597,
          39307.89580009271,
          28729.085735721943,
          5226.495278852854));

  /** Of r − 1.6, where the smaller of the share and the rest is e^(−r²) and r ≤ 5: the quantile without its sign. */
  public static final Ratio FLANK = new Ratio(
      List.of(
          1.4234371107496835,
          4.630337846156546,
          5.769497221460691,
          3.6478483247632045,
          1.2704582524523684,
          0.2417807251774506,
          0.022723844989269184,
          0.0007745450142783414),
      List.of(
          1.0,
          2.053191626637759,
          1.6763848301838038,
          0.6897673349851,
          0.14810397642748008,
          0.015198666563616457,
          0.0005475938084995345,
          1.0507500716444169e-09));

  private static final Ratio TAIL = new Ratio(
      List.of(
          6.657904643501103,
          5.463784911164114,
          1.7848265399172913,
          0.29656057182850487,
          0.026532189526576124,
          0.0012426609473880784,
          2.7115555687434876e-05,
          2.0103343992922881e-07),
      List.of(
          1.0,
          0.599832206555888,
          0.1369298809227358,
          0.014875361290850615,
          0.0007868691311456133,
          1.8463183175100548e-05,
          1.421511758316446e-07,
          2.0442631033899397e-15));

  private Normal() {}

  /**
   * A polynomial over another.
   *
   * @param above the coefficients of 1, x, x² …
   * @param below as many
   */
  public record Ratio(List<Double> above, List<Double> below) {
    public Ratio {
      above = List.copyOf(above);
      below = List.copyOf(below);
    }

    double at(double x) {
      double numerator = 0;
      double denominator = 0;
      for (int i = above.size() - 1; i >= 0; i--) {
        numerator = numerator * x + above.get(i);
        denominator = denominator * x + below.get(i);
      }
      return numerator / denominator;
    }
  }

  /**
   * Below which this share of the distribution lies.
   *
   * @param share in (0, 1)
   */
  static double quantile(double share) {
    double q = share - 0.5;
    if (Math.abs(q) <= 0.425) {
      return q * CENTRE.at(0.180625 - q * q);
    }
    double r = Math.sqrt(-StrictMath.log(q < 0 ? share : 1 - share));
    double size = r <= 5 ? FLANK.at(r - 1.6) : TAIL.at(r - 5);
    return q < 0 ? -size : size;
  }
}
