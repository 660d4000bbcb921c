package org.ockham.tensor.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.internal.Arithmetic.Convolution;
import org.ockham.tensor.internal.Arithmetic.Convolved;
import org.ockham.tensor.internal.Arithmetic.Precision;
import org.ockham.tensor.internal.Arithmetic.Product;
import org.ockham.tensor.internal.Arithmetic.Reduction;

/**
 * Asks an engine for what is known. Libraries that choose their kernels by the processor have been wrong on some of them
 * without a word: oneDNN's convolutions gave wrong gradients where a hypervisor hides the caches, and builds of OpenBLAS wrong
 * products. Here are small instances of what training is made of, in the shapes that take different kernels.
 *
 * <p>Data are small whole numbers, so products and convolutions are exact in either precision; what is divided or raised to
 * a power may be off by roundings. A sum of n terms is right if it is within n · u · n · (the largest term), u being the
 * precision's unit: the textbook's bound (Higham 2002, Accuracy and Stability of Numerical Algorithms, 3.1), whatever the
 * order of adding.
 */
public final class KnownAnswers {

  /**
   * What came out of the questions of one kind.
   *
   * @param kind what was computed
   * @param questions how many arrays were compared
   * @param error the largest deviation
   * @param wrong the first question with a wrong answer, and by how much; null if all are right
   */
  public record Answers(
      String kind, int questions, double error, @Nullable String wrong) {

    private Answers and(Answers next) {
      return new Answers(
          kind,
          questions + next.questions,
          Math.max(error, next.error),
          wrong == null ? next.wrong : wrong);
    }
  }

  /** The largest data in size. */
  private static final int LARGEST = 3;

  /** Batches of two: for one image alone the engine takes other ways. */
  private static final Convolution[] CONVOLUTIONS = {
    convolution(2, 1, 8, 7, 6, 3, 1, 1, 1),
    convolution(2, 3, 4, 7, 6, 3, 1, 1, 1),
    convolution(2, 3, 16, 5, 4, 5, 1, 2, 1),
    convolution(2, 4, 3, 7, 6, 3, 1, 0, 1),
    convolution(2, 8, 16, 6, 5, 3, 2, 1, 1),
    convolution(2, 32, 8, 3, 3, 3, 1, 1, 1),
    convolution(2, 16, 32, 5, 5, 1, 2, 0, 1),
    convolution(16, 8, 4, 4, 4, 1, 1, 0, 1),
    convolution(2, 8, 8, 6, 6, 3, 1, 1, 8),
    convolution(2, 16, 16, 4, 3, 3, 1, 1, 2),
    new Convolution(2, 3, 4, 7, 6, 3, 1, 1, 1, false, Precision.FLOAT64)
  };

  /** Rows, inner, columns: thin ones, square ones, odd ones; the last is beyond what libraries count as small. */
  private static final int[][] PRODUCTS = {
    {1, 65, 33},
    {65, 1, 33},
    {33, 65, 1},
    {1, 130, 1},
    {3, 200, 5},
    {16, 16, 16},
    {40, 40, 40},
    {17, 29, 13},
    {72, 200, 72}
  };

  /**
   * Multiplications beyond which a product is known by what it does to a column, (AB)v = A(Bv) (Freivalds 1977): by definition it
   * would take longer than all else.
   */
  private static final long LARGE = 100_000;

  private final Arithmetic engine;
  private final Arithmetic plain = new PlainArithmetic();
  private final Map<String, Answers> answers = new LinkedHashMap<>();
  private long state = 1;

  private KnownAnswers(Arithmetic engine) {
    this.engine = engine;
  }

  /** Asks everything. */
  static List<Answers> of(Arithmetic engine) {
    KnownAnswers asked = new KnownAnswers(engine);
    try {
      asked.all();
    } catch (RuntimeException e) { // libtorch's, of any kind
      String words = "the engine fails: "
          + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      asked.answers.put(words, new Answers(words, 1, Double.POSITIVE_INFINITY, words));
    }
    return List.copyOf(asked.answers.values());
  }

  private void all() {
    for (Precision precision : Precision.values()) {
      for (int[] size : PRODUCTS) {
        product(new Product(size[0], size[1], size[2], false, false, precision));
      }
      product(new Product(17, 29, 13, true, false, precision));
      product(new Product(17, 29, 13, false, true, precision));
      product(new Product(32, 40, 24, true, false, precision));
      product(new Product(32, 40, 24, false, true, precision));
    }
    for (Convolution shape : CONVOLUTIONS) {
      convolution(shape);
    }
    for (Precision precision : Precision.values()) {
      for (Reduction what : Reduction.values()) {
        reduction(what, precision, 5, 37);
      }
    }
  }

  /** The first wrong answer of each kind, in words; empty if all are right. */
  static String wrong(List<Answers> answers) {
    return answers.stream()
        .map(Answers::wrong)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("; "));
  }

  private static Convolution convolution(
      int batch,
      int in,
      int out,
      int height,
      int width,
      int kernel,
      int stride,
      int padding,
      int groups) {
    return new Convolution(
        batch, in, out, height, width, kernel, stride, padding, groups, false, Precision.FLOAT32);
  }

  private void product(Product shape) {
    double[] left = data(shape.rows() * shape.inner());
    double[] right = data(shape.inner() * shape.columns());
    double[] computed = engine.product(shape, left, right);
    double bound = sum(shape.inner(), shape.precision());
    if ((long) shape.rows() * shape.inner() * shape.columns() <= LARGE) {
      compare("products", shape, computed, plain.product(shape, left, right), bound);
    } else {
      double[] vector = data(shape.columns());
      Arrays.setAll(vector, i -> 2 * vector[i] + 1); // no column counts for nothing
      compare(
          "products",
          shape,
          column(shape.rows(), shape.columns(), computed, vector),
          column(
              shape.rows(),
              shape.inner(),
              left,
              column(shape.inner(), shape.columns(), right, vector)),
          bound * shape.columns() * (2 * LARGEST + 1));
    }
  }

  /** A matrix times a column, plainly. */
  private double[] column(int rows, int inner, double[] matrix, double[] vector) {
    return plain.product(
        new Product(rows, inner, 1, false, false, Precision.FLOAT64), matrix, vector);
  }

  private void convolution(Convolution shape) {
    double[] x = data(shape.inputs());
    double[] weight = data(shape.weights());
    double[] gradient = data(shape.outputs());
    Convolved known = plain.convolution(shape, x, weight, gradient);
    for (Convolution kept : List.of(shape, shape.inChannelsLast())) {
      compare(kept, engine.convolution(kept, x, weight, gradient), known);
    }
  }

  private void compare(Convolution shape, Convolved computed, Convolved known) {
    int taps = shape.kernel() * shape.kernel();
    compare(
        "convolutions",
        shape,
        computed.output(),
        known.output(),
        sum(shape.in() / shape.groups() * taps, shape.precision()));
    compare(
        "convolutions' input gradients",
        shape,
        computed.inputGradient(),
        known.inputGradient(),
        sum(shape.out() / shape.groups() * taps, shape.precision()));
    compare(
        "convolutions' weight gradients",
        shape,
        computed.weightGradient(),
        known.weightGradient(),
        sum(shape.batch() * shape.outHeight() * shape.outWidth(), shape.precision()));
  }

  private void reduction(Reduction what, Precision precision, int rows, int columns) {
    double[] x = data(rows * columns);
    compare(
        switch (what) {
          case SUM, MEAN, MAXIMUM -> "reductions";
          case SOFTMAX -> "softmax";
          case LAYER_NORM, BATCH_NORM -> "normalisations";
        },
        what,
        engine.reduction(what, precision, rows, columns, x),
        plain.reduction(what, precision, rows, columns, x),
        sum(Math.max(rows, columns), precision));
  }

  /** How far a sum may be off. */
  private static double sum(int terms, Precision precision) {
    return precision.rounding * terms * terms * LARGEST * LARGEST;
  }

  /** Words are made of a question only where its answer is wrong: they would take longer than the answers. */
  private void compare(
      String kind, Object question, double[] computed, double[] known, double bound) {
    double error = computed.length == known.length ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < known.length && error < Double.POSITIVE_INFINITY; i++) {
      double off = Math.abs(computed[i] - known[i]);
      error = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(error, off);
    }
    String wrong = error <= bound ? null : kind + ": " + question + " is off by " + (float) error;
    Answers before = answers.get(kind);
    Answers answer = new Answers(kind, 1, error, wrong);
    answers.put(kind, before == null ? answer : before.and(answer));
  }

  /** Whole numbers from −3 to 3, by a linear congruential generator (Knuth's MMIX). */
  private double[] data(int length) {
    double[] data = new double[length];
    for (int i = 0; i < length; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      data[i] = (state >>> 33) % (2 * LARGEST + 1) - LARGEST;
    }
    return data;
  }
}
