package org.ockham.tensor.internal;

/**
 * What the {@linkplain KnownAnswers known answers} ask for. {@link NativeArithmetic} has the engine compute it, {@link
 * PlainArithmetic} does so by definition. Arrays are in row-major order.
 */
interface Arithmetic {

  /** The precision that is computed in: {@code FLOAT32} or {@code FLOAT64}. */
  enum Precision {
    FLOAT32(0x1p-24),
    FLOAT64(0x1p-53);

    /** The largest relative error of one rounding. */
    final double rounding;

    Precision(double rounding) {
      this.rounding = rounding;
    }
  }

  /** A matrix product: [rows, inner] times [inner, columns], each perhaps kept transposed. */
  record Product(
      int rows,
      int inner,
      int columns,
      boolean leftTransposed,
      boolean rightTransposed,
      Precision precision) {

    @Override
    public String toString() {
      return "the product of [" + rows + ", " + inner + "]"
          + (leftTransposed ? ", kept transposed," : "") + " and [" + inner + ", " + columns + "]"
          + (rightTransposed ? ", kept transposed," : "") + " in " + precision;
    }
  }

  /** A convolution: [batch, in, height, width] with square kernels to [batch, out, ...], all kept in channels-last or not. */
  record Convolution(
      int batch,
      int in,
      int out,
      int height,
      int width,
      int kernel,
      int stride,
      int padding,
      int groups,
      boolean channelsLast,
      Precision precision) {

    Convolution inChannelsLast() {
      return new Convolution(
          batch, in, out, height, width, kernel, stride, padding, groups, true, precision);
    }

    int outHeight() {
      return (height + 2 * padding - kernel) / stride + 1;
    }

    int outWidth() {
      return (width + 2 * padding - kernel) / stride + 1;
    }

    int inputs() {
      return batch * in * height * width;
    }

    int weights() {
      return out * (in / groups) * kernel * kernel;
    }

    int outputs() {
      return batch * out * outHeight() * outWidth();
    }

    @Override
    public String toString() {
      return "the convolution of [" + batch + ", " + in + ", " + height + ", " + width + "] to "
          + out + " channels (kernel " + kernel + ", stride " + stride + ", padding " + padding
          + ", groups " + groups + (channelsLast ? ", channels-last" : "") + ") in " + precision;
    }
  }

  /**
   * What a convolution gives.
   *
   * @param output the result
   * @param inputGradient how the loss changes with the input, for a given gradient of the output
   * @param weightGradient how it changes with the weights
   */
  record Convolved(
      @SuppressWarnings("ArrayRecordComponent") double[] output,
      @SuppressWarnings("ArrayRecordComponent") double[] inputGradient,
      @SuppressWarnings("ArrayRecordComponent") double[] weightGradient) {}

  /** What is computed along the rows of a matrix, the last of them down its columns. */
  enum Reduction {
    SUM,
    MEAN,
    MAXIMUM,
    SOFTMAX,
    LAYER_NORM,
    BATCH_NORM
  }

  /** Added to a variance before its root. */
  double EPS = 1e-5;

  /** The product of two matrices. */
  double[] product(Product shape, double[] left, double[] right);

  /** A convolution forward and backward. */
  Convolved convolution(Convolution shape, double[] x, double[] weight, double[] gradient);

  /** One of the reductions of a matrix [rows, columns]: along rows, only {@code BATCH_NORM} down columns. */
  double[] reduction(Reduction what, Precision precision, int rows, int columns, double[] x);
}
