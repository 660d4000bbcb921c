package org.ockham.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ockham.ReferenceCases.doubles;
import static org.ockham.ReferenceCases.tensor;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ockham.ReferenceCases;
import org.ockham.tensor.DType;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every optimiser goes where PyTorch's goes, given its gradients. */
final class TrajectoryTest {

  @TestFactory
  Stream<DynamicTest> asPyTorch() {
    return ReferenceCases.tests(ReferenceCases.read("optimisers.json"), reference -> {
      if (reference.get("name").asString().equals("NAdam")
          && reference.get("source").asString().contains("PyTorch 1.")) {
        checkOldNAdam(reference);
      } else {
        check(reference);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> asPyTorchToo() {
    JsonNode root =
        new ObjectMapper().readTree(TrajectoryTest.class.getResourceAsStream("trajectories.json"));
    return ReferenceCases.tests(
        StreamSupport.stream(root.get("cases").spliterator(), false), reference -> {
          if (reference.has("gradients")) {
            check(reference);
          } else {
            checkClosure(reference);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> clippingAsPyTorch() {
    return ReferenceCases.tests(
        ReferenceCases.read("losses.json")
            .filter(node -> node.get("name").asString().equals("clip_grad_norm")),
        reference -> {
          List<Tensor> gradients = tensors(reference.get("gradients"));
          Vectors vectors =
              Vectors.of(gradients.stream().map(g -> Tensor.zeros(g.shape())).toList());
          give(vectors, gradients);
          JsonNode config = reference.get("config");
          double p = config.get("norm_type").asString().equals("inf")
              ? Double.POSITIVE_INFINITY
              : config.get("norm_type").asDouble();
          double norm = GradientClipping.norm(config.get("max_norm").asDouble(), p)
              .clip(vectors.parameters().values());
          double expectedNorm = tensor(reference.get("output")).item();
          assertThat(norm).isCloseTo(expectedNorm, within(1e-5 * expectedNorm));
          List<Tensor> expected = tensors(reference.get("expected"));
          for (int i = 0; i < expected.size(); i++) {
            assertClose(vectors.get(i).grad(), expected.get(i), 1e-5, 0, "gradient " + i);
          }
        });
  }

  private static void check(JsonNode reference) {
    Vectors vectors = Vectors.of(tensors(reference.get("start")));
    GradientOptimizer optimizer =
        gradient(reference.get("name").asString(), reference.get("config")).over(vectors);
    for (int step = 0; step < reference.get("expected").size(); step++) {
      try (Scope scope = Scope.open()) {
        give(vectors, tensors(reference.get("gradients").get(step)));
        optimizer.step();
        List<Tensor> expected = tensors(reference.get("expected").get(step));
        for (int i = 0; i < expected.size(); i++) {
          assertClose(
              vectors.value(i), expected.get(i), 1e-5, 1e-6, "p" + i + " after step " + step);
        }
      }
    }
  }

  /**
   * PyTorch 1.13's NAdam multiplies μₜ into the product to the next step twice; PyTorch 2 does not. So where the values are its, the formula itself is checked: with that slip it gives the
   * reference's numbers, without it ours.
   */
  private static void checkOldNAdam(JsonNode reference) {
    JsonNode config = reference.get("config");
    double decay = config.path("weight_decay").asDouble(0);
    double momentumDecay = config.path("momentum_decay").asDouble(4e-3);
    Vectors vectors = Vectors.of(tensors(reference.get("start")));
    GradientOptimizer optimizer = gradient("NAdam", config).over(vectors);
    for (int i = 0; i < reference.get("start").size(); i++) {
      NAdamFormula slipped = new NAdamFormula(
          doubles(reference.get("start").get(i).get("data")), decay, momentumDecay);
      NAdamFormula right = new NAdamFormula(
          doubles(reference.get("start").get(i).get("data")), decay, momentumDecay);
      for (int step = 0; step < reference.get("expected").size(); step++) {
        double[] g = doubles(reference.get("gradients").get(step).get(i).get("data"));
        slipped.step(g, config.get("lr").asDouble(), true);
        right.step(g, config.get("lr").asDouble(), false);
        Tensor expected = tensor(reference.get("expected").get(step).get(i));
        assertClose(
            Tensor.ofDoubles(slipped.theta, expected.shape()).to(DType.FLOAT32),
            expected,
            1e-5,
            1e-6,
            "the formula with the slip, after step " + step);
        vectors.zeroGradients();
        vectors.gradient(i, tensor(reference.get("gradients").get(step).get(i)));
        optimizer.step();
        assertClose(
            vectors.value(i),
            Tensor.ofDoubles(right.theta, expected.shape()).to(DType.FLOAT32),
            1e-5,
            1e-6,
            "p" + i + " after step " + step);
      }
    }
  }

  private static final class NAdamFormula {
    private final double[] theta;
    private final double[] m;
    private final double[] v;
    private final double decay;
    private final double momentumDecay;
    private double product = 1;
    private int t;

    NAdamFormula(double[] start, double decay, double momentumDecay) {
      theta = start;
      m = new double[start.length];
      v = new double[start.length];
      this.decay = decay;
      this.momentumDecay = momentumDecay;
    }

    void step(double[] gradient, double rate, boolean slip) {
      t++;
      double now = momentum(t);
      double next = momentum(t + 1);
      product *= now;
      double nextProduct = product * next * (slip ? now : 1);
      for (int i = 0; i < theta.length; i++) {
        double g = gradient[i] + decay * theta[i];
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.999 * v[i] + 0.001 * g * g;
        double denominator = Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8;
        theta[i] -=
            rate * (g * (1 - now) / (1 - product) + m[i] * next / (1 - nextProduct)) / denominator;
      }
    }

    private double momentum(int step) {
      return 0.9 * (1 - 0.5 * Math.pow(0.96, step * momentumDecay));
    }
  }

  /** Rounding is carried on by the line search, so the tolerance is wider than for gradients given. */
  private static void checkClosure(JsonNode reference) {
    Vectors vectors = Vectors.of(tensors(reference.get("start")));
    Tensor a = tensor(reference.get("a"));
    Tensor b = tensor(reference.get("b"));
    Optimizer optimizer = Configurations.of(
            reference.get("name").asString(), reference.get("config"))
        .over(vectors);
    double[] losses = doubles(reference.get("loss"));
    for (int step = 0; step < losses.length; step++) {
      double loss = optimizer.step(() -> {
        optimizer.zeroGrad();
        Tensor x = vectors.get(0).value();
        Tensor residual = a.matmul(x).sub(b);
        Tensor value =
            residual.square().add(1).sqrt().sum().add(x.square().sum().square().mul(0.05));
        value.backward();
        return value;
      });
      assertThat(loss).isCloseTo(losses[step], within(2e-4 * Math.abs(losses[step])));
      Tensor expected = tensor(reference.get("expected").get(step).get(0));
      assertClose(vectors.value(0), expected, 2e-3, 2e-3, "x after step " + step);
    }
  }

  private static GradientConfig gradient(String name, JsonNode config) {
    return GradientConfig.require(
        Configurations.of(name, config), name + " evaluates the loss itself");
  }

  private static void give(Vectors vectors, List<Tensor> gradients) {
    for (int i = 0; i < gradients.size(); i++) {
      vectors.gradient(i, gradients.get(i));
    }
  }

  private static List<Tensor> tensors(JsonNode list) {
    return list.valueStream().map(ReferenceCases::tensor).toList();
  }

  private static void assertClose(
      Tensor actual, Tensor expected, double relative, double absolute, String what) {
    assertThat(actual.allclose(expected, relative, absolute))
        .as("%s: %s where %s is expected", what, actual, expected)
        .isTrue();
  }
}
