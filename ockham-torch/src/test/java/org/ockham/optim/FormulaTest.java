package org.ockham.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ockham.tensor.DType;
import org.ockham.tensor.Generator;
import org.ockham.tensor.Tensor;

/** Optimisers that PyTorch has not, against their papers' formulas in plain Java. */
final class FormulaTest {

  private static final double[][] GRADIENTS = {
    {0.3, -1.2, 0.7}, {-0.1, -0.4, 2.0}, {0.9, 0.2, -0.5}, {0.0, -2.1, 0.4}
  };
  private static final double[] START = {0.5, -1.5, 2.5};

  @Test
  void lionAsInItsPaper() {
    double[] theta = START.clone();
    double[] m = new double[3];
    Vectors vectors = Vectors.of(floats(START));
    GradientOptimizer optimizer =
        Lion.rate(0.01).betas(0.8, 0.95).weightDecay(0.3).over(vectors);
    for (double[] g : GRADIENTS) {
      for (int i = 0; i < 3; i++) {
        double c = 0.8 * m[i] + 0.2 * g[i];
        theta[i] -= 0.01 * (Math.signum(c) + 0.3 * theta[i]);
        m[i] = 0.95 * m[i] + 0.05 * g[i];
      }
      step(vectors, optimizer, g);
      assertClose(vectors, theta);
    }
  }

  @Test
  void lambAsInItsPaper() {
    double[] theta = START.clone();
    double[] m = new double[3];
    double[] v = new double[3];
    double[] r = new double[3];
    Vectors vectors = Vectors.of(floats(START));
    GradientOptimizer optimizer =
        Lamb.rate(0.01).betas(0.8, 0.95).eps(1e-4).weightDecay(0.3).over(vectors);
    int t = 0;
    for (double[] g : GRADIENTS) {
      t++;
      for (int i = 0; i < 3; i++) {
        m[i] = 0.8 * m[i] + 0.2 * g[i];
        v[i] = 0.95 * v[i] + 0.05 * g[i] * g[i];
        double mean = m[i] / (1 - Math.pow(0.8, t));
        double square = v[i] / (1 - Math.pow(0.95, t));
        r[i] = mean / (Math.sqrt(square) + 1e-4) + 0.3 * theta[i];
      }
      double ratio = norm(theta) / norm(r);
      for (int i = 0; i < 3; i++) {
        theta[i] -= 0.01 * ratio * r[i];
      }
      step(vectors, optimizer, g);
      assertClose(vectors, theta);
    }
  }

  @Test
  void lambStepsFromZeroWithARatioOfOne() {
    Vectors vectors = Vectors.of(Tensor.zeros(3));
    step(vectors, Lamb.rate(0.01).over(vectors), GRADIENTS[0]);
    assertClose(vectors, new double[] {-0.01, 0.01, -0.01});
  }

  /** f(θ) = |θ|² / 2 · a: its gradient a·θ is known at θ + ε too. */
  @Test
  void samStepsWithTheGradientAtTheSharpestNeighbour() {
    for (boolean adaptive : new boolean[] {false, true}) {
      double[] theta = START.clone();
      double[] a = {1, 3, 0.5};
      Vectors vectors = Vectors.of(floats(START));
      Optimizer optimizer =
          Sam.around(Sgd.rate(0.1)).rho(0.2).adaptive(adaptive).over(vectors);
      Tensor scale = floats(a);
      for (int step = 0; step < 3; step++) {
        double loss = 0;
        double squares = 0;
        for (int i = 0; i < 3; i++) {
          loss += a[i] * theta[i] * theta[i] / 2;
          squares += Math.pow((adaptive ? theta[i] : 1) * a[i] * theta[i], 2);
        }
        for (int i = 0; i < 3; i++) {
          double size = adaptive ? theta[i] * theta[i] : 1;
          double e = 0.2 * size * a[i] * theta[i] / Math.sqrt(squares);
          theta[i] -= 0.1 * a[i] * (theta[i] + e);
        }
        double before = optimizer.step(() -> {
          optimizer.zeroGrad();
          Tensor x = vectors.get(0).value();
          Tensor value = x.square().mul(scale).sum().div(2);
          value.backward();
          return value;
        });
        assertThat(before).isEqualTo(loss, within(1e-5));
        assertClose(vectors, theta);
      }
    }
  }

  @Test
  void asgdKeepsTheMeanOfItsPath() {
    Vectors vectors = Vectors.of(floats(START));
    GradientOptimizer optimizer = Asgd.rate(0.1).t0(0).over(vectors);
    double[] sum = new double[3];
    int t = 0;
    for (double[] g : GRADIENTS) {
      step(vectors, optimizer, g);
      t++;
      for (int i = 0; i < 3; i++) {
        double now = vectors.value(0).toDoubles()[i];
        sum[i] = t <= 2 ? now : sum[i] + (now - sum[i]) / (t - 1);
      }
    }
    double[] mean = optimizer.state().get("p0.ax").toDoubles();
    for (int i = 0; i < 3; i++) {
      assertThat(mean[i]).isEqualTo(sum[i], within(1e-6));
    }
  }

  @Test
  void rpropsFirstStepHasTheRateOfTheMoment() {
    Vectors vectors = Vectors.of(Tensor.zeros(2), Tensor.zeros(1));
    GradientOptimizer optimizer = Rprop.rate(0.1).over(vectors);
    optimizer.rate(0.01);
    vectors.gradient(0, Tensor.of(3, -4));
    optimizer.step();
    assertThat(vectors.value(0).toFloats()).containsExactly(-0.01f, 0.01f);
    // A parameter whose first gradient comes later begins with the rate that holds then.
    optimizer.rate(0.5);
    vectors.gradient(1, Tensor.of(1));
    optimizer.step();
    assertThat(vectors.value(0).toFloats())
        .containsExactly(new float[] {-0.022f, 0.022f}, withPrecision(1e-7f));
    assertThat(vectors.value(1).item()).isEqualTo(-0.5);
  }

  @Test
  void muonsShortcutForLongMatricesGivesTheSameStep() {
    Tensor gradient = Tensor.randn(Generator.seeded(4), 24, 150);
    for (Tensor g : new Tensor[] {gradient, gradient.t().contiguous()}) {
      Vectors vectors = Vectors.of(Tensor.zeros(g.shape()));
      vectors.gradient(0, g);
      Muon.rate(1).nesterov(false).over(vectors).step();
      Tensor x = gradient.to(DType.FLOAT64);
      x = x.div(x.norm().item());
      for (int k = 0; k < 5; k++) { // the paper's iteration, on the long matrix
        Tensor a = x.matmul(x.t());
        x = x.mul(3.4445).add(a.mul(-4.7750).add(a.matmul(a).mul(2.0315)).matmul(x));
      }
      boolean tall = g.size(0) > g.size(1);
      Tensor step = (tall ? x.t() : x).mul(-Math.sqrt(tall ? 150 / 24.0 : 1));
      assertThat(vectors.value(0).allclose(step.to(DType.FLOAT32), 1e-3, 1e-5)).isTrue();
    }
  }

  @Test
  void muonStepsAreNearlyOrthogonal() {
    Vectors vectors = Vectors.of(Tensor.zeros(2, 2, 2));
    GradientOptimizer optimizer = Muon.rate(1).weightDecay(0).over(vectors);
    vectors.gradient(0, Tensor.of(new float[] {1, 2, 3, 4, 4, 1, -2, 1}, 2, 2, 2));
    optimizer.step();
    Tensor step = vectors.value(0).reshape(2, 4);
    double[] gram = step.matmul(step.t()).toDoubles();
    assertThat(gram[0]).isBetween(0.4, 1.5);
    assertThat(gram[3]).isBetween(0.4, 1.5);
    assertThat(Math.abs(gram[1])).isLessThan(0.3);
  }

  private static double norm(double[] x) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  private static Tensor floats(double[] values) {
    return Tensor.ofDoubles(values, values.length).to(DType.FLOAT32);
  }

  private static void step(Vectors vectors, GradientOptimizer optimizer, double[] gradient) {
    vectors.gradient(0, floats(gradient));
    optimizer.step();
  }

  private static void assertClose(Vectors vectors, double[] expected) {
    double[] actual = vectors.value(0).toDoubles();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isEqualTo(expected[i], within(1e-5));
    }
  }
}
