package org.ockham.tensor.internal;

import org.ockham.cli.Main;

/** The {@code ockham} command with an engine that multiplies wrongly: always, or as long as it uses oneDNN. */
public final class WrongEngine {

  /** Says which: {@code always} or {@code oneDNN}. */
  public static final String PROPERTY = "wrong.engine";

  private WrongEngine() {}

  public static void main(String... args) {
    boolean always = System.getProperty(PROPERTY, "").equals("always");
    Arithmetic engine = new NativeArithmetic();
    try {
      Natives.load(new Arithmetic() {
        @Override
        public double[] product(Product shape, double[] left, double[] right) {
          double[] product = engine.product(shape, left, right);
          if (always || Natives.usesOneDnn()) {
            product[0]++;
          }
          return product;
        }

        @Override
        public Convolved convolution(
            Convolution shape, double[] x, double[] weight, double[] gradient) {
          return engine.convolution(shape, x, weight, gradient);
        }

        @Override
        public double[] reduction(
            Reduction what, Precision precision, int rows, int columns, double[] x) {
          return engine.reduction(what, precision, rows, columns, x);
        }
      });
    } catch (IllegalStateException e) {
      // The command meets the same refusal.
    }
    Main.main(args);
  }
}
