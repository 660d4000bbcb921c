package org.ockham.tensor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.tensor.internal.Arithmetic.Convolution;
import org.ockham.tensor.internal.Arithmetic.Convolved;
import org.ockham.tensor.internal.Arithmetic.Precision;
import org.ockham.tensor.internal.Arithmetic.Product;
import org.ockham.tensor.internal.Arithmetic.Reduction;

final class KnownAnswersTest {

  @BeforeAll
  static void load() {
    Natives.load();
  }

  @Test
  @DisplayName("The engine answers rightly, and products and convolutions of whole numbers exactly")
  void right() {
    List<KnownAnswers.Answers> answers = KnownAnswers.of(new NativeArithmetic());
    assertThat(KnownAnswers.wrong(answers)).isEmpty();
    assertThat(answers)
        .extracting(KnownAnswers.Answers::kind)
        .containsExactly(
            "products",
            "convolutions",
            "convolutions' input gradients",
            "convolutions' weight gradients",
            "reductions",
            "softmax",
            "normalisations");
    assertThat(answers).allSatisfy(kind -> assertThat(kind.questions()).isPositive());
    assertThat(answers.subList(0, 4))
        .allSatisfy(kind -> assertThat(kind.error()).isZero());
  }

  @ParameterizedTest
  @CsvSource({
    "product,the product of [1; 65] and [65; 33] in FLOAT32",
    "convolution,the convolution of [2; 1; 7; 6] to 8 channels (kernel 3; stride 1; padding 1; groups 1) in FLOAT32",
    "input gradient,input gradients: the convolution of [2; 1; 7; 6] to 8 channels",
    "weight gradient,weight gradients: the convolution of [2; 1; 7; 6] to 8 channels",
    "SUM,reductions: SUM",
    "MEAN,reductions: MEAN",
    "MAXIMUM,reductions: MAXIMUM",
    "SOFTMAX,softmax: SOFTMAX",
    "LAYER_NORM,normalisations: LAYER_NORM",
    "BATCH_NORM,normalisations: BATCH_NORM"
  })
  @DisplayName("A wrong answer is found and named")
  void wrong(String operation, String named) {
    assertThat(KnownAnswers.wrong(KnownAnswers.of(new WrongArithmetic(operation, false))))
        .contains(named.replace(';', ','))
        .contains("is off by 0.0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  @DisplayName("What is no number is wrong")
  void noNumber(double value) {
    assertThat(KnownAnswers.wrong(KnownAnswers.of(new Answering() {
          @Override
          double[] change(double[] values) {
            values[0] = value;
            return values;
          }
        })))
        .contains("is off by Infinity");
  }

  @Test
  @DisplayName("An answer of another length is wrong, and so is an engine that fails")
  void noAnswer() {
    assertThat(KnownAnswers.wrong(KnownAnswers.of(new Answering() {
          @Override
          double[] change(double[] values) {
            return new double[values.length + 1];
          }
        })))
        .contains("is off by Infinity");
    assertThat(KnownAnswers.wrong(KnownAnswers.of(new Answering() {
          @Override
          double[] change(double[] values) {
            throw new IllegalStateException("could not create a primitive\nframe #0");
          }
        })))
        .isEqualTo("the engine fails: could not create a primitive");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  @DisplayName("By definition: small cases worked out by hand")
  void plain(Precision precision) {
    Arithmetic plain = new PlainArithmetic();
    double[] left = {1, 2, 3, 4, 5, 6};
    double[] right = {1, 0, 2, 1, 0, 3};
    double[] product = {5, 11, 14, 23};
    assertThat(plain.product(new Product(2, 3, 2, false, false, precision), left, right))
        .containsExactly(product);
    assertThat(plain.product(
            new Product(2, 3, 2, true, true, precision),
            new double[] {1, 4, 2, 5, 3, 6},
            new double[] {1, 2, 0, 0, 1, 3}))
        .containsExactly(product);
    Convolved convolved = plain.convolution(
        new Convolution(1, 1, 1, 2, 2, 2, 1, 1, 1, false, precision),
        new double[] {1, 2, 3, 4},
        new double[] {1, 10, 100, 1000},
        new double[] {1, 0, 0, 0, 1, 0, 0, 0, 0});
    assertThat(convolved.output()).containsExactly(1000, 2100, 200, 3010, 4321, 402, 30, 43, 4);
    assertThat(convolved.inputGradient()).containsExactly(1001, 10, 100, 1000);
    assertThat(convolved.weightGradient()).containsExactly(1, 2, 3, 5);
    double[] x = {1, 3, 2, 6};
    assertThat(plain.reduction(Reduction.SUM, precision, 2, 2, x)).containsExactly(4, 8);
    assertThat(plain.reduction(Reduction.MEAN, precision, 2, 2, x)).containsExactly(2, 4);
    assertThat(plain.reduction(Reduction.MAXIMUM, precision, 2, 2, x)).containsExactly(3, 6);
    assertThat(plain.reduction(Reduction.SOFTMAX, precision, 1, 2, new double[] {0, Math.log(3)}))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0.25, 0.75);
    double layer = 1 / Math.sqrt(1 + Arithmetic.EPS);
    assertThat(plain.reduction(Reduction.LAYER_NORM, precision, 1, 2, new double[] {1, 3}))
        .containsExactly(-layer, layer);
    double batch = 0.5 / Math.sqrt(0.25 + Arithmetic.EPS);
    assertThat(plain.reduction(Reduction.BATCH_NORM, precision, 2, 1, new double[] {1, 2}))
        .containsExactly(-batch, batch);
  }

  /** Right answers, but for a change. */
  private abstract static class Answering implements Arithmetic {

    private final Arithmetic plain = new PlainArithmetic();

    abstract double[] change(double[] values);

    @Override
    public double[] product(Product shape, double[] left, double[] right) {
      return change(plain.product(shape, left, right));
    }

    @Override
    public Convolved convolution(
        Convolution shape, double[] x, double[] weight, double[] gradient) {
      return plain.convolution(shape, x, weight, gradient);
    }

    @Override
    public double[] reduction(
        Reduction what, Precision precision, int rows, int columns, double[] x) {
      return plain.reduction(what, precision, rows, columns, x);
    }
  }
}
