package org.ockham.tensor.internal;

/** The engine, but for one operation that comes out a little wrong, always or only as long as oneDNN is used. */
final class WrongArithmetic implements Arithmetic {

  private final Arithmetic engine = new NativeArithmetic();
  private final String operation;
  private final boolean oneDnnOnly;

  WrongArithmetic(String operation, boolean oneDnnOnly) {
    this.operation = operation;
    this.oneDnnOnly = oneDnnOnly;
  }

  @Override
  public double[] product(Product shape, double[] left, double[] right) {
    return spoil("product", engine.product(shape, left, right));
  }

  @Override
  public Convolved convolution(Convolution shape, double[] x, double[] weight, double[] gradient) {
    Convolved right = engine.convolution(shape, x, weight, gradient);
    return new Convolved(
        spoil("convolution", right.output()),
        spoil("input gradient", right.inputGradient()),
        spoil("weight gradient", right.weightGradient()));
  }

  @Override
  public double[] reduction(
      Reduction what, Precision precision, int rows, int columns, double[] x) {
    return spoil(what.name(), engine.reduction(what, precision, rows, columns, x));
  }

  private double[] spoil(String what, double[] values) {
    if (what.equals(operation) && (!oneDnnOnly || Natives.usesOneDnn())) {
      values[values.length - 1] += 0.01;
    }
    return values;
  }
}
