package org.ockham.tensor.internal;

/** Everything by definition, in double: what the engine's answers are compared with. */
final class PlainArithmetic implements Arithmetic {

  @Override
  public double[] product(Product shape, double[] left, double[] right) {
    double[] product = new double[shape.rows() * shape.columns()];
    int leftRow = shape.leftTransposed() ? 1 : shape.inner();
    int leftColumn = shape.leftTransposed() ? shape.rows() : 1;
    int rightRow = shape.rightTransposed() ? 1 : shape.columns();
    int rightColumn = shape.rightTransposed() ? shape.inner() : 1;
    for (int i = 0; i < shape.rows(); i++) {
      for (int k = 0; k < shape.inner(); k++) {
        double factor = left[i * leftRow + k * leftColumn];
        for (int j = 0; j < shape.columns(); j++) {
          product[i * shape.columns() + j] += factor * right[k * rightRow + j * rightColumn];
        }
      }
    }
    return product;
  }

  /** Each product of an input and a weight adds to one output; each of the three gets its share. */
  @Override
  public Convolved convolution(Convolution shape, double[] x, double[] weight, double[] gradient) {
    double[] output = new double[shape.outputs()];
    double[] inputGradient = new double[x.length];
    double[] weightGradient = new double[weight.length];
    int in = shape.in() / shape.groups();
    int out = shape.out() / shape.groups();
    for (int n = 0; n < shape.batch(); n++) {
      for (int o = 0; o < shape.out(); o++) {
        for (int i = 0; i < in; i++) {
          int image = (n * shape.in() + o / out * in + i) * shape.height();
          int kernel = (o * in + i) * shape.kernel();
          for (int r = 0; r < shape.outHeight(); r++) {
            for (int c = 0; c < shape.outWidth(); c++) {
              int at = ((n * shape.out() + o) * shape.outHeight() + r) * shape.outWidth() + c;
              int top = r * shape.stride() - shape.padding();
              int left = c * shape.stride() - shape.padding();
              for (int y = Math.max(0, -top);
                  y < Math.min(shape.kernel(), shape.height() - top);
                  y++) {
                for (int z = Math.max(0, -left);
                    z < Math.min(shape.kernel(), shape.width() - left);
                    z++) {
                  int pixel = (image + top + y) * shape.width() + left + z;
                  int tap = (kernel + y) * shape.kernel() + z;
                  output[at] += x[pixel] * weight[tap];
                  inputGradient[pixel] += gradient[at] * weight[tap];
                  weightGradient[tap] += gradient[at] * x[pixel];
                }
              }
            }
          }
        }
      }
    }
    return new Convolved(output, inputGradient, weightGradient);
  }

  @Override
  public double[] reduction(
      Reduction what, Precision precision, int rows, int columns, double[] x) {
    if (what == Reduction.BATCH_NORM) {
      return transpose(
          columns,
          rows,
          reduction(Reduction.LAYER_NORM, precision, columns, rows, transpose(rows, columns, x)));
    }
    boolean whole = what == Reduction.SOFTMAX || what == Reduction.LAYER_NORM;
    double[] results = new double[whole ? x.length : rows];
    for (int row = 0; row < rows; row++) {
      int start = row * columns;
      double sum = 0;
      double maximum = Double.NEGATIVE_INFINITY;
      for (int i = start; i < start + columns; i++) {
        sum += x[i];
        maximum = Math.max(maximum, x[i]);
      }
      double mean = sum / columns;
      double squares = 0;
      double exponentials = 0;
      for (int i = start; i < start + columns; i++) {
        squares += (x[i] - mean) * (x[i] - mean);
        exponentials += Math.exp(x[i] - maximum);
      }
      if (!whole) {
        results[row] = what == Reduction.SUM ? sum : what == Reduction.MEAN ? mean : maximum;
      }
      for (int i = start; whole && i < start + columns; i++) {
        results[i] = what == Reduction.SOFTMAX
            ? Math.exp(x[i] - maximum) / exponentials
            : (x[i] - mean) / Math.sqrt(squares / columns + EPS);
      }
    }
    return results;
  }

  private static double[] transpose(int rows, int columns, double[] x) {
    double[] transposed = new double[x.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = x[row * columns + column];
      }
    }
    return transposed;
  }
}
