package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Derivatives against central differences, in double precision. */
final class DifferentiationTest {

  private static final double STEP = 1e-6;

  /** At these points every function below is defined and smooth. */
  private static final double[] POINTS = {0.3, 0.7, 0.45, 0.6};

  private static final Map<String, UnaryOperator<Tensor>> FUNCTIONS = new LinkedHashMap<>();

  private static void f(String name, UnaryOperator<Tensor> function) {
    FUNCTIONS.put(name, function);
  }

  private static Tensor c(double... elements) {
    return Tensor.ofDoubles(elements, 2, 2);
  }

  private static final Tensor OTHER = c(1.5, -0.4, 0.8, 2.5);

  static {
    f("add", x -> x.add(OTHER));
    f("add scaled", x -> OTHER.add(x, 3));
    f("add broadcast", x -> x.select(0, 1).add(OTHER));
    f("sub", x -> OTHER.sub(x));
    f("rsub", x -> x.rsub(2));
    f("mul", x -> x.mul(OTHER));
    f("mul itself", x -> x.mul(x));
    f("div", x -> OTHER.div(x));
    f("div number", x -> x.div(3));
    f("pow", x -> x.pow(2.5));
    f("pow tensor", x -> OTHER.abs().pow(x));
    f("fmod", x -> x.mul(10).fmod(4));
    f("remainder", x -> x.mul(-10).remainder(4));
    f("maximum", x -> x.maximum(OTHER));
    f("minimum", x -> x.minimum(OTHER));
    f("atan2", x -> x.atan2(OTHER));
    f("logaddexp", x -> x.logaddexp(OTHER));
    f("lerp", x -> x.lerp(OTHER, 0.3));
    f("clamp", x -> x.clamp(0.4, 0.65));
    f("where", x -> Tensor.where(OTHER.gt(1), x, x.mul(2)));
    f("maskedFill", x -> x.maskedFill(OTHER.gt(1), 3));
    f("neg", Tensor::neg);
    f("abs", x -> x.sub(0.5).abs());
    f("exp", Tensor::exp);
    f("expm1", Tensor::expm1);
    f("log", Tensor::log);
    f("log1p", Tensor::log1p);
    f("log2", Tensor::log2);
    f("log10", Tensor::log10);
    f("sqrt", Tensor::sqrt);
    f("rsqrt", Tensor::rsqrt);
    f("square", Tensor::square);
    f("reciprocal", Tensor::reciprocal);
    f("sin", Tensor::sin);
    f("cos", Tensor::cos);
    f("tan", Tensor::tan);
    f("asin", Tensor::asin);
    f("acos", Tensor::acos);
    f("atan", Tensor::atan);
    f("sinh", Tensor::sinh);
    f("cosh", Tensor::cosh);
    f("tanh", Tensor::tanh);
    f("erf", Tensor::erf);
    f("erfinv", Tensor::erfinv);
    f("frac", Tensor::frac);
    f("sigmoid", Tensor::sigmoid);
    f("logSigmoid", Tensor::logSigmoid);
    f("relu", x -> x.sub(0.5).relu());
    f("leakyRelu", x -> x.sub(0.5).leakyRelu(0.1));
    f("elu", x -> x.sub(0.5).elu(1.3));
    f("selu", x -> x.sub(0.5).selu());
    f("gelu", Tensor::gelu);
    f("silu", Tensor::silu);
    f("mish", Tensor::mish);
    f("softplus", Tensor::softplus);
    f("sum", Tensor::sum);
    f("sum dimension", x -> x.sum(0));
    f("mean", x -> x.mean(1, true));
    f("prod", Tensor::prod);
    f("prod dimension", x -> x.prod(1, false));
    f("max", Tensor::max);
    f("max dimension", x -> x.max(0).values());
    f("min dimension", x -> x.min(0).values());
    f("median", Tensor::median);
    f("quantile", x -> x.quantile(0.3));
    f("amax", x -> x.amax(1));
    f("amin", x -> x.amin(1));
    f("var", Tensor::var);
    f("var dimension", x -> x.var(1, true, 0));
    f("var of none", x -> x.var(0, true));
    f("std", Tensor::std);
    f("std dimension", x -> x.std(0, false, 1));
    f("norm", Tensor::norm);
    f("norm 3", x -> x.norm(3, 0, false));
    f("logsumexp", x -> x.logsumexp(1));
    f("softmax", x -> x.softmax(1));
    f("logSoftmax", x -> x.logSoftmax(0));
    f("cumsum", x -> x.cumsum(1));
    f("cumprod", x -> x.cumprod(1));
    f("topk", x -> x.topk(1, 1).values());
    f("sort", x -> x.sort(1, true).values());
    f("reshape", x -> x.reshape(4).mul(Tensor.arange(4)));
    f("transpose", x -> x.t().mul(OTHER));
    f("permute", x -> x.permute(1, 0).mul(OTHER));
    f("expand", x -> x.unsqueeze(0).expand(3, 2, 2));
    f("repeat", x -> x.repeat(2, 1));
    f("repeatInterleave", x -> x.repeatInterleave(2, 0));
    f("flip", x -> x.flip(0).mul(OTHER));
    f("roll", x -> x.roll(1, 0).mul(OTHER));
    f("movedim", x -> x.movedim(0, 1).mul(OTHER));
    f("copy", Tensor::copy);
    f("select", x -> x.select(1, 0));
    f("narrow", x -> x.narrow(1, 1, 1));
    f("slice", x -> x.flatten().slice(0, 0, 4, 2));
    f("index", x -> x.index(Index.of(Tensor.ofLongs(1, 1)), Index.at(0)));
    f("indexSelect", x -> x.indexSelect(0, Tensor.ofLongs(1, 1)));
    f("gather", x -> x.gather(1, Tensor.ofLongs(new long[] {1, 0}, 2, 1)));
    f("scatter", x -> OTHER.scatter(0, Tensor.ofLongs(new long[] {1, 0, 0, 1}, 2, 2), x));
    f("scatterAdd", x -> OTHER.scatterAdd(0, Tensor.ofLongs(new long[] {1, 0, 0, 1}, 2, 2), x));
    f("indexAdd", x -> OTHER.indexAdd(0, Tensor.ofLongs(1, 1), x));
    f("maskedSelect", x -> x.maskedSelect(OTHER.gt(1)));
    f("tril", x -> x.tril(0));
    f("diag", Tensor::diag);
    f("diagonal", Tensor::diagonal);
    f("unfold", x -> x.flatten().unfold(0, 2, 1));
    f("split", x -> x.split(1, 0).get(1));
    f("unbind", x -> x.unbind(1).get(0));
    f("cat", x -> Tensor.cat(List.of(x, OTHER, x), 0));
    f("stack", x -> Tensor.stack(List.of(x, OTHER), 1));
    f("matmul", x -> x.matmul(OTHER).matmul(x));
    f("dot", x -> x.flatten().dot(OTHER.flatten()));
    f("outer", x -> x.flatten().outer(x.flatten()));
    f("einsum", x -> Tensor.einsum("ij,kj->ik", x, OTHER));
    f("trace", Tensor::trace);
    f("inverse", Tensor::inverse);
    f("pinv", Tensor::pinv);
    f("det", Tensor::det);
    f("solve", x -> x.solve(OTHER));
    f("cholesky", x -> x.matmul(x.t()).cholesky());
    f("qr", x -> x.qr().get(1));
    f("eigh", x -> x.matmul(x.t()).eigh().get(0));
    f("svd", x -> x.svd().get(1));
    f("in place", x -> x.mul(1).mul_(x).add_(OTHER).clamp_(0, null).pow_(2));
    f("addcmul_", x -> OTHER.copy().addcmul_(x, x, 0.5));
    f("addcdiv_", x -> OTHER.copy().addcdiv_(OTHER, x, 0.5));
    f("indexPut_", x -> OTHER.copy().indexPut_(x.get(0), Index.at(1)));
    f("linear", x -> Functional.linear(OTHER, x, x.get(0)));
    f("conv2d", DifferentiationTest::convolved);
    f(
        "maxPool2d",
        x -> Functional.maxPool2d(
            x.reshape(1, 1, 2, 2), new long[] {2, 2}, new long[] {1, 1}, new long[] {1, 1}));
    f("batchNorm", x -> Functional.batchNorm(x, x.get(0), x.get(1), null, null, true, 0.1, 1e-5));
    f("layerNorm", x -> Functional.layerNorm(x, new long[] {2}, x.get(0), x.get(1), 1e-5));
    f(
        "crossEntropy",
        x -> Functional.crossEntropy(x, Tensor.ofLongs(1, 0), null, Reduction.SUM, -100, 0.1));
    f("mseLoss", x -> Functional.mseLoss(x, OTHER, Reduction.NONE));
    f(
        "bceWithLogits",
        x -> Functional.bceWithLogits(x, c(1, 0, 0.3, 1), null, null, Reduction.MEAN));
  }

  private static Tensor convolved(Tensor x) {
    long[] one = {1, 1};
    Tensor weight = x.reshape(1, 1, 2, 2);
    return Functional.conv2d(
        OTHER.reshape(1, 1, 2, 2), weight, x.get(0).narrow(0, 0, 1), one, one, one, 1);
  }

  @TestFactory
  Stream<DynamicTest> agreesWithDifferences() {
    return FUNCTIONS.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> check(each.getValue())));
  }

  private static void check(UnaryOperator<Tensor> function) {
    try (Scope scope = Scope.open()) {
      Tensor x = c(POINTS).requiresGrad(true);
      weighted(function.apply(x)).backward();
      double[] derived = x.grad().toDoubles();
      for (int i = 0; i < POINTS.length; i++) {
        double difference = (value(function, i, STEP) - value(function, i, -STEP)) / (2 * STEP);
        assertThat(derived[i])
            .isCloseTo(difference, within(1e-7 * Math.max(1, Math.abs(difference)) * 10));
      }
    }
  }

  private static double value(UnaryOperator<Tensor> function, int i, double change) {
    double[] points = POINTS.clone();
    points[i] += change;
    return weighted(function.apply(c(points))).item();
  }

  /** A scalar on which every element has another influence. */
  private static Tensor weighted(Tensor y) {
    return y.flatten()
        .mul(Tensor.arange(DType.FLOAT64, 1, y.numel() + 1, 1).sin())
        .sum();
  }

  @Test
  void gradientsAddUpUntilCleared() {
    Tensor x = Tensor.of(2).requiresGrad(true);
    assertThat(x.grad()).isNull();
    x.square().sum().backward();
    x.square().sum().backward();
    assertThat(x.grad().item()).isEqualTo(8);
    x.clearGrad();
    assertThat(x.grad()).isNull();
    x.grad(Tensor.of(5));
    assertThat(x.grad().item()).isEqualTo(5);
  }

  @Test
  void onlyLeavesCollectUnlessTold() {
    Tensor x = Tensor.of(2).requiresGrad(true);
    Tensor y = x.square().retainGrad();
    assertThat(x.isLeaf()).isTrue();
    assertThat(y.isLeaf()).isFalse();
    assertThat(y.requiresGrad()).isTrue();
    y.mul(3).sum().backward();
    assertThat(y.grad().item()).isEqualTo(3);
    assertThat(x.detach().requiresGrad()).isFalse();
  }

  @Test
  void aGradientStartsTheWayBackFromAnyShape() {
    Tensor x = Tensor.of(2, 3).requiresGrad(true);
    x.square().backward(Tensor.of(1, 10));
    assertThat(x.grad().toFloats()).containsExactly(4, 60);
  }

  @Test
  void whatWasRecordedCanBeRetained() {
    Tensor x = Tensor.of(2).requiresGrad(true);
    Tensor y = x.exp().sum();
    y.backward(null, true, false);
    y.backward();
    assertThat(x.grad().item()).isCloseTo(2 * Math.exp(2), within(1e-5));
    assertThatThrownBy(y::backward)
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("backward: Trying to backward through the graph a second time");
  }

  @Test
  void derivativesAreDifferentiable() {
    Tensor x = Tensor.of(2).requiresGrad(true);
    Tensor slope = x.pow(3).sum().gradients(List.of(x), true).get(0);
    assertThat(slope.item()).isEqualTo(12);
    assertThat(x.grad()).isNull();
    slope.square().sum().backward();
    assertThat(x.grad().item()).isEqualTo(2 * 12 * 12);
  }

  @Test
  void whatTookNoPartHasNoGradient() {
    Tensor x = Tensor.of(2).requiresGrad(true);
    Tensor idle = Tensor.of(2).requiresGrad(true);
    assertThatThrownBy(() -> x.exp().sum().gradients(List.of(idle), false))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("not have been used in the graph");
    assertThatThrownBy(() -> Tensor.of(1).backward()).isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> Tensor.ofLongs(1).requiresGrad(true))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("nly Tensors of floating point");
    assertThatThrownBy(() -> x.add_(1))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("add_: a leaf Variable that requires grad");
  }
}
