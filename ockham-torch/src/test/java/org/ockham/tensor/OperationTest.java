package org.ockham.tensor;

import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ockham.tensor.DType.BOOL;
import static org.ockham.tensor.DType.FLOAT32;
import static org.ockham.tensor.DType.FLOAT64;
import static org.ockham.tensor.DType.INT64;
import static org.ockham.tensor.DType.UINT8;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation on arguments for which the result is known. */
final class OperationTest {

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(String name, Supplier<Tensor> result, long[] shape, double... elements) {

    void check() {
      try (Scope scope = Scope.open()) {
        Tensor actual = result.get();
        assertThat(actual.shape()).isEqualTo(shape);
        assertThat(actual.toDoubles()).containsExactly(elements, within(1e-6));
      }
    }
  }

  private static final List<Case> CASES = new ArrayList<>();

  /** A vector is expected, or a scalar where there is one element. */
  private static void is(String name, Supplier<Tensor> result, double... elements) {
    is(name, result, elements.length == 1 ? shape() : shape(elements.length), elements);
  }

  private static void is(String name, Supplier<Tensor> result, long[] shape, double... elements) {
    CASES.add(new Case(name, result, shape, elements));
  }

  private static long[] shape(long... sizes) {
    return sizes;
  }

  private static Tensor v(double... elements) {
    return Tensor.ofDoubles(elements, elements.length);
  }

  private static Tensor n(long... elements) {
    return Tensor.ofLongs(elements);
  }

  private static Tensor b(int... elements) {
    return n(Arrays.stream(elements).asLongStream().toArray()).to(BOOL);
  }

  private static Tensor s(double element) {
    return Tensor.ofDoubles(new double[] {element});
  }

  /** Two rows. */
  private static Tensor m(double... elements) {
    return Tensor.ofDoubles(elements, 2, elements.length / 2);
  }

  private static final double E = Math.E;
  private static final double LN2 = Math.log(2);

  static {
    // making
    is("of", () -> Tensor.of(1, 2), 1, 2);
    is("of", () -> Tensor.of(new float[] {1, 2, 3, 4}, 2, 2), shape(2, 2), 1, 2, 3, 4);
    is("ofDoubles", () -> Tensor.ofDoubles(new double[] {0.1}), 0.1);
    is("ofLongs", () -> Tensor.ofLongs(new long[] {1, -2}, 2, 1), shape(2, 1), 1, -2);
    is("ofBytes", () -> Tensor.ofBytes(new byte[] {1, -1}, 2), 1, 255);
    is("ofBooleans", () -> Tensor.ofBooleans(new boolean[] {true, false}, 2), 1, 0);
    is("scalar", () -> Tensor.scalar(2.5), 2.5);
    is("empty", () -> Tensor.empty(INT64, 0, 3), shape(0, 3));
    is("zeros", () -> Tensor.zeros(2), 0, 0);
    is("zeros", () -> Tensor.zeros(UINT8, 1, 2), shape(1, 2), 0, 0);
    is("ones", () -> Tensor.ones(2), 1, 1);
    is("full", () -> Tensor.full(7, 2), 7, 7);
    is("full", () -> Tensor.full(INT64, Long.MAX_VALUE).sub(Long.MAX_VALUE - 1), 1);
    is("zerosLike", () -> Tensor.zerosLike(m(1, 2, 3, 4)), shape(2, 2), 0, 0, 0, 0);
    is("onesLike", () -> Tensor.onesLike(v(1, 2)), 1, 1);
    is("arange", () -> Tensor.arange(3), 0, 1, 2);
    is("arange", () -> Tensor.arange(FLOAT32, 1, 2, 0.5), 1, 1.5);
    is("linspace", () -> Tensor.linspace(0, 1, 3), 0, 0.5, 1);
    is("eye", () -> Tensor.eye(2), shape(2, 2), 1, 0, 0, 1);
    is("randperm", () -> Tensor.randperm(seed(), 5).sort(0, false).values(), 0, 1, 2, 3, 4);
    is("cat", () -> Tensor.cat(List.of(v(1), v(2, 3)), 0), 1, 2, 3);
    is("stack", () -> Tensor.stack(List.of(v(1, 2), v(3, 4)), 1), shape(2, 2), 1, 3, 2, 4);
    is("where", () -> Tensor.where(b(1, 0), v(1, 2), v(3, 4)), 1, 4);
    is("einsum", () -> Tensor.einsum("ij,j->i", m(1, 2, 3, 4), v(5, 6)), 17, 39);

    // arithmetic
    is("add", () -> v(1, 2).add(v(3, 5)), 4, 7);
    is("add", () -> m(1, 2, 3, 4).add(v(10, 20)), shape(2, 2), 11, 22, 13, 24);
    is("add", () -> v(1).add(1.5), shape(1), 2.5);
    is("add", () -> v(1, 2).add(v(3, 5), 2), 7, 12);
    is("sub", () -> v(1, 2).sub(v(3, 5)), -2, -3);
    is("sub", () -> v(1, 2).sub(1), 0, 1);
    is("rsub", () -> v(1, 2).rsub(1), 0, -1);
    is("mul", () -> v(1, 2).mul(v(3, 5)), 3, 10);
    is("mul", () -> v(1, 2).mul(-0.5), -0.5, -1);
    is("div", () -> v(1, 2).div(v(4, 5)), 0.25, 0.4);
    is("div", () -> n(1, 2).div(2), 0.5, 1);
    is("floorDivide", () -> n(7, -7).floorDivide(n(2, 2)), 3, -4);
    is("floorDivide", () -> v(7, -7).floorDivide(2), 3, -4);
    is("pow", () -> v(2, 3).pow(v(3, 2)), 8, 9);
    is("pow", () -> v(4, 9).pow(0.5), 2, 3);
    is("fmod", () -> v(7, -7).fmod(v(3, 3)), 1, -1);
    is("fmod", () -> v(7, -7).fmod(3), 1, -1);
    is("remainder", () -> v(7, -7).remainder(v(3, 3)), 1, 2);
    is("remainder", () -> v(7, -7).remainder(3), 1, 2);
    is("maximum", () -> v(1, 5).maximum(v(3, 2)), 3, 5);
    is("minimum", () -> v(1, 5).minimum(v(3, 2)), 1, 2);
    is("atan2", () -> v(1, -1).atan2(v(1, -1)), Math.PI / 4, -3 * Math.PI / 4);
    is("logaddexp", () -> v(0, 1000).logaddexp(v(0, 1000)), LN2, 1000 + LN2);
    is("lerp", () -> v(0, 10).lerp(v(4, 20), 0.25), 1, 12.5);
    is("clamp", () -> v(-2, 0, 2).clamp(-1, 1), -1, 0, 1);
    is("clamp", () -> v(-2, 0, 2).clamp(0.5, null), 0.5, 0.5, 2);
    is("clamp", () -> v(-2, 0, 2).clamp(null, 0.5), -2, 0, 0.5);

    // functions
    is("neg", () -> v(1, -2).neg(), -1, 2);
    is("abs", () -> v(1, -2).abs(), 1, 2);
    is("sign", () -> v(3, 0, -2).sign(), 1, 0, -1);
    is("exp", () -> v(0, 1).exp(), 1, E);
    is("expm1", () -> v(0, 1).expm1(), 0, E - 1);
    is("log", () -> v(1, E).log(), 0, 1);
    is("log1p", () -> v(0, E - 1).log1p(), 0, 1);
    is("log2", () -> v(1, 8).log2(), 0, 3);
    is("log10", () -> v(1, 1000).log10(), 0, 3);
    is("sqrt", () -> v(4, 9).sqrt(), 2, 3);
    is("rsqrt", () -> v(4, 16).rsqrt(), 0.5, 0.25);
    is("square", () -> v(-2, 3).square(), 4, 9);
    is("reciprocal", () -> v(4, -0.5).reciprocal(), 0.25, -2);
    is("sin", () -> v(0, Math.PI / 2).sin(), 0, 1);
    is("cos", () -> v(0, Math.PI).cos(), 1, -1);
    is("tan", () -> v(0, Math.PI / 4).tan(), 0, 1);
    is("asin", () -> v(0, 1).asin(), 0, Math.PI / 2);
    is("acos", () -> v(1, -1).acos(), 0, Math.PI);
    is("atan", () -> v(0, 1).atan(), 0, Math.PI / 4);
    is("sinh", () -> v(0, 1).sinh(), 0, Math.sinh(1));
    is("cosh", () -> v(0, 1).cosh(), 1, Math.cosh(1));
    is("tanh", () -> v(0, 1).tanh(), 0, Math.tanh(1));
    is("erf", () -> v(0, 1).erf(), 0, 0.8427007929);
    is("erfinv", () -> v(0, 0.8427007929).erfinv(), 0, 1);
    is("floor", () -> v(1.5, -1.5).floor(), 1, -2);
    is("ceil", () -> v(1.5, -1.5).ceil(), 2, -1);
    is("round", () -> v(0.5, 1.5, -0.6).round(), 0, 2, -1);
    is("trunc", () -> v(1.5, -1.5).trunc(), 1, -1);
    is("frac", () -> v(1.5, -1.25).frac(), 0.5, -0.25);
    is("sigmoid", () -> v(0, Math.log(3)).sigmoid(), 0.5, 0.75);
    is("logSigmoid", () -> v(0, -1000).logSigmoid(), -LN2, -1000);
    is("relu", () -> v(-1, 2).relu(), 0, 2);
    is("leakyRelu", () -> v(-1, 2).leakyRelu(0.1), -0.1, 2);
    is("elu", () -> v(-1, 2).elu(2), 2 * (1 / E - 1), 2);
    is("selu", () -> v(-1, 2).selu(), 1.7580993408 * (1 / E - 1), 2.1014019756);
    is("gelu", () -> v(0, 1).gelu(), 0, 0.8413447461);
    is("silu", () -> v(0, Math.log(3)).silu(), 0, 0.75 * Math.log(3));
    is("mish", () -> v(0, 1).mish(), 0, Math.tanh(Math.log1p(E)));
    is("softplus", () -> v(0, 1).softplus(), LN2, Math.log1p(E));
    is("nanToNum", () -> v(NaN, POSITIVE_INFINITY, 1).nanToNum(7).clamp(0, 9), 7, 9, 1);

    // comparison
    is("eq", () -> v(1, 2).eq(v(1, 3)), 1, 0);
    is("eq", () -> v(1, 2).eq(2), 0, 1);
    is("ne", () -> v(1, 2).ne(v(1, 3)), 0, 1);
    is("ne", () -> v(1, 2).ne(2), 1, 0);
    is("lt", () -> v(1, 2).lt(v(1, 3)), 0, 1);
    is("lt", () -> v(1, 2).lt(2), 1, 0);
    is("le", () -> v(1, 2).le(v(1, 1)), 1, 0);
    is("le", () -> v(1, 2).le(1), 1, 0);
    is("gt", () -> v(1, 2).gt(v(1, 1)), 0, 1);
    is("gt", () -> v(1, 2).gt(1), 0, 1);
    is("ge", () -> v(1, 2).ge(v(2, 2)), 0, 1);
    is("ge", () -> v(1, 2).ge(2), 0, 1);
    is("logicalAnd", () -> b(0, 0, 1, 1).logicalAnd(b(0, 1, 0, 1)), 0, 0, 0, 1);
    is("logicalOr", () -> b(0, 0, 1, 1).logicalOr(b(0, 1, 0, 1)), 0, 1, 1, 1);
    is("logicalXor", () -> b(0, 0, 1, 1).logicalXor(b(0, 1, 0, 1)), 0, 1, 1, 0);
    is("logicalNot", () -> b(0, 1).logicalNot(), 1, 0);
    is("isnan", () -> v(NaN, POSITIVE_INFINITY, 0).isnan(), 1, 0, 0);
    is("isinf", () -> v(NaN, POSITIVE_INFINITY, 0).isinf(), 0, 1, 0);
    is("isfinite", () -> v(NaN, POSITIVE_INFINITY, 0).isfinite(), 0, 0, 1);

    // reductions
    is("sum", () -> m(1, 2, 3, 4).sum(), 10);
    is("sum", () -> m(1, 2, 3, 4).sum(0), 4, 6);
    is("sum", () -> m(1, 2, 3, 4).sum(0, 1), 10);
    is("sum", () -> m(1, 2, 3, 4).sum(-1, true), shape(2, 1), 3, 7);
    is("mean", () -> m(1, 2, 3, 4).mean(), 2.5);
    is("mean", () -> m(1, 2, 3, 4).mean(0), 2, 3);
    is("mean", () -> m(1, 2, 3, 4).mean(1, true), shape(2, 1), 1.5, 3.5);
    is("prod", () -> v(2, 3, 4).prod(), 24);
    is("prod", () -> m(1, 2, 3, 4).prod(1, false), 2, 12);
    is("max", () -> m(1, 5, 7, 4).max(), 7);
    is("max", () -> m(1, 5, 7, 4).max(1).values(), 5, 7);
    is("max", () -> m(1, 5, 7, 4).max(1).indices(), 1, 0);
    is("min", () -> m(1, 5, 7, 4).min(), 1);
    is("min", () -> m(1, 5, 7, 4).min(1).values(), 1, 4);
    is("min", () -> m(1, 5, 7, 4).min(1).indices(), 0, 1);
    is("median", () -> v(4, 1, 3, 2).median(), 2);
    is("median", () -> m(1, 5, 3, 7, 4, 9).median(1).values(), 3, 7);
    is("quantile", () -> v(0, 1, 2, 3).quantile(0.5), 1.5);
    is("quantile", () -> m(0, 1, 2, 4).quantile(0.25, 1), 0.25, 2.5);
    is("amax", () -> m(1, 5, 7, 4).amax(0), 7, 5);
    is("amax", () -> m(1, 5, 7, 4).amax(0, true), shape(1, 2), 7, 5);
    is("amin", () -> m(1, 5, 7, 4).amin(0), 1, 4);
    is("amin", () -> m(1, 5, 7, 4).amin(0, true), shape(1, 2), 1, 4);
    is("argmax", () -> m(1, 5, 7, 4).argmax(), 2);
    is("argmax", () -> m(1, 5, 7, 4).argmax(-1), 1, 0);
    is("argmax", () -> m(1, 5, 7, 4).argmax(-1, true), shape(2, 1), 1, 0);
    is("argmin", () -> m(1, 5, 7, 4).argmin(), 0);
    is("argmin", () -> m(1, 5, 7, 4).argmin(-1), 0, 1);
    is("argmin", () -> m(1, 5, 7, 4).argmin(-1, true), shape(2, 1), 0, 1);
    is("var", () -> v(1, 2, 3, 4).var(), 5 / 3.0);
    is("var", () -> m(1, 2, 3, 5).var(0, false, 1), 0.25, 1);
    is("std", () -> v(1, 2, 3, 4).std(), Math.sqrt(5 / 3.0));
    is("std", () -> m(1, 2, 3, 5).std(0, true, 1), shape(2, 1), 0.5, 1);
    is("all", () -> b(1, 0).all(), 0);
    is("all", () -> m(1, 1, 1, 0).to(BOOL).all(1), 1, 0);
    is("any", () -> b(1, 0).any(), 1);
    is("any", () -> m(0, 0, 1, 0).to(BOOL).any(1), 0, 1);
    is("norm", () -> v(3, -4).norm(), 5);
    is("norm", () -> v(3, -4).norm(1), 7);
    is("norm", () -> v(3, -4).norm(POSITIVE_INFINITY), 4);
    is("norm", () -> m(3, 4, 6, 8).norm(2, 1, true), shape(2, 1), 5, 10);
    is("logsumexp", () -> m(0, 0, 1000, 1000).logsumexp(1), LN2, 1000 + LN2);
    is("logsumexp", () -> m(0, 0, 0, 0).logsumexp(1, true), shape(2, 1), LN2, LN2);
    is("softmax", () -> v(0, Math.log(3)).softmax(0), 0.25, 0.75);
    is("logSoftmax", () -> v(0, 1000).logSoftmax(0), -1000, 0);
    is("countNonzero", () -> v(0, 1, 2).countNonzero(), 2);
    is("unique", () -> n(3, 1, 3, 2).unique(), 1, 2, 3);
    is("cumsum", () -> v(1, 2, 3).cumsum(0), 1, 3, 6);
    is("cumprod", () -> v(1, 2, 3).cumprod(0), 1, 2, 6);
    is("bincount", () -> n(1, 1, 3).bincount(5), 0, 2, 0, 1, 0);
    is("histc", () -> v(0, 1, 1, 4).histc(2, 0, 4), 3, 1);
    is("topk", () -> v(1, 3, 2).topk(2, 0).values(), 3, 2);
    is("topk", () -> v(1, 3, 2).topk(2, 0).indices(), 1, 2);
    is("sort", () -> v(3, 1, 2).sort(0, false).values(), 1, 2, 3);
    is("sort", () -> v(3, 1, 2).sort(0, true).indices(), 0, 2, 1);
    is("argsort", () -> v(3, 1, 2).argsort(0, false), 1, 2, 0);

    // shape
    is("reshape", () -> v(1, 2, 3, 4).reshape(-1, 2), shape(2, 2), 1, 2, 3, 4);
    is("view", () -> v(1, 2).view(2, 1), shape(2, 1), 1, 2);
    is("permute", () -> m(1, 2, 3, 4).permute(1, 0), shape(2, 2), 1, 3, 2, 4);
    is("expand", () -> v(1, 2).expand(2, -1), shape(2, 2), 1, 2, 1, 2);
    is("repeat", () -> v(1, 2).repeat(2), 1, 2, 1, 2);
    is("repeatInterleave", () -> v(1, 2).repeatInterleave(2, 0), 1, 1, 2, 2);
    is("flip", () -> v(1, 2, 3).flip(0), 3, 2, 1);
    is("flatten", () -> Tensor.arange(4).reshape(2, 1, 2).flatten(1), shape(2, 2), 0, 1, 2, 3);
    is("flatten", () -> Tensor.arange(2).reshape(1, 1, 2).flatten(0, 1), shape(1, 2), 0, 1);
    is("flatten", () -> m(1, 2, 3, 4).flatten(), 1, 2, 3, 4);
    is("unflatten", () -> v(1, 2, 3, 4).unflatten(0, 2, 2), shape(2, 2), 1, 2, 3, 4);
    is("transpose", () -> m(1, 2, 3, 4).transpose(0, -1), shape(2, 2), 1, 3, 2, 4);
    is("movedim", () -> m(1, 2, 3, 4, 5, 6).movedim(0, 1), shape(3, 2), 1, 4, 2, 5, 3, 6);
    is("t", () -> m(1, 2, 3, 4).t(), shape(2, 2), 1, 3, 2, 4);
    is("squeeze", () -> v(1, 2).reshape(1, 2, 1).squeeze(), 1, 2);
    is("squeeze", () -> v(1, 2).reshape(1, 2, 1).squeeze(0), shape(2, 1), 1, 2);
    is("unsqueeze", () -> v(1, 2).unsqueeze(-1), shape(2, 1), 1, 2);
    is("contiguous", () -> m(1, 2, 3, 4).t().contiguous(), shape(2, 2), 1, 3, 2, 4);
    is(
        "asStrided",
        () -> m(1, 2, 3, 4).asStrided(new long[] {2, 2}, 1, 2),
        shape(2, 2),
        1,
        3,
        2,
        4);
    is("copy", () -> v(1, 2).copy(), 1, 2);
    is("detach", () -> v(1, 2).detach(), 1, 2);
    is("to", () -> v(1.7, -1.7).to(INT64), 1, -1);
    is("to", () -> v(1, 2).to(Device.cpu()), 1, 2);
    is("copyTo", () -> v(1, 2).copyTo(Device.cpu()), 1, 2);

    // indexing and joining
    is("index", () -> v(1, 2, 3).index(Index.at(1)), 2);
    is("select", () -> m(1, 2, 3, 4).select(1, -1), 2, 4);
    is("get", () -> m(1, 2, 3, 4).get(1), 3, 4);
    is("narrow", () -> v(1, 2, 3, 4).narrow(0, 1, 2), 2, 3);
    is("slice", () -> v(1, 2, 3, 4).slice(0, 0, 4, 2), 1, 3);
    is("indexSelect", () -> m(1, 2, 3, 4).indexSelect(0, n(1, 1)), shape(2, 2), 3, 4, 3, 4);
    is("gather", () -> m(1, 2, 3, 4).gather(1, n(1, 0).unsqueeze(1)), shape(2, 1), 2, 3);
    is("scatter", () -> v(0, 0, 0).scatter(0, n(2, 0), v(5, 6)), 6, 0, 5);
    is("scatter", () -> v(0, 0, 0).scatter(0, n(2, 0), 5), 5, 0, 5);
    is("scatterAdd", () -> v(1, 1).scatterAdd(0, n(1, 1), v(5, 6)), 1, 12);
    is("indexAdd", () -> v(1, 1).indexAdd(0, n(1, 1), v(5, 6)), 1, 12);
    is("maskedSelect", () -> v(1, 2, 3).maskedSelect(b(1, 0, 1)), 1, 3);
    is("maskedFill", () -> v(1, 2, 3).maskedFill(b(1, 0, 1), -1), -1, 2, -1);
    is("nonzero", () -> v(0, 5, 0, 6).nonzero(), shape(2, 1), 1, 3);
    is("roll", () -> v(1, 2, 3).roll(1, 0), 3, 1, 2);
    is("tril", () -> m(1, 2, 3, 4).tril(0), shape(2, 2), 1, 0, 3, 4);
    is("triu", () -> m(1, 2, 3, 4).triu(1), shape(2, 2), 0, 2, 0, 0);
    is("diag", () -> m(1, 2, 3, 4).diag(), 1, 4);
    is("diag", () -> v(1, 2).diag(), shape(2, 2), 1, 0, 0, 2);
    is("diagonal", () -> m(1, 2, 3, 4).reshape(1, 2, 2).diagonal(), shape(1, 2), 1, 4);
    is("unfold", () -> v(1, 2, 3).unfold(0, 2, 1), shape(2, 2), 1, 2, 2, 3);
    is("oneHot", () -> n(1, 0).oneHot(3), shape(2, 3), 0, 1, 0, 1, 0, 0);
    is("split", () -> v(1, 2, 3).split(2, 0).get(1), shape(1), 3);
    is("split", () -> v(1, 2, 3).split(new long[] {1, 2}, 0).get(1), 2, 3);
    is("chunk", () -> v(1, 2, 3, 4).chunk(2, 0).get(1), 3, 4);
    is("unbind", () -> m(1, 2, 3, 4).unbind(1).get(0), 1, 3);

    // linear algebra
    is("matmul", () -> m(1, 2, 3, 4).matmul(m(5, 6, 7, 8)), shape(2, 2), 19, 22, 43, 50);
    is("matmul", () -> m(1, 2, 3, 4).matmul(v(1, 1)), 3, 7);
    is("dot", () -> v(1, 2).dot(v(3, 4)), 11);
    is("outer", () -> v(1, 2).outer(v(3, 4)), shape(2, 2), 3, 4, 6, 8);
    is("trace", () -> m(1, 2, 3, 4).trace(), 5);
    is("inverse", () -> m(2, 0, 0, 4).inverse(), shape(2, 2), 0.5, 0, 0, 0.25);
    is("pinv", () -> Tensor.ofDoubles(new double[] {3, 4}, 2, 1).pinv(), shape(1, 2), 0.12, 0.16);
    is("det", () -> m(1, 2, 3, 4).det(), -2);
    is("solve", () -> m(2, 0, 0, 4).solve(v(2, 2)), 1, 0.5);
    is("cholesky", () -> m(4, 2, 2, 5).cholesky(), shape(2, 2), 2, 0, 1, 2);
    is("qr", () -> product(m(1, 2, 3, 4).qr()), shape(2, 2), 1, 2, 3, 4);
    is("eigh", () -> m(2, 1, 1, 2).eigh().get(0), 1, 3);
    is("svd", () -> m(3, 0, 0, -2).svd().get(1), 3, 2);
    is("svd", () -> remade(m(1, 2, 3, 4).svd()), shape(2, 2), 1, 2, 3, 4);

    // in place
    is("add_", () -> v(1, 2).add_(v(3, 5)), 4, 7);
    is("add_", () -> v(1, 2).add_(1), 2, 3);
    is("add_", () -> v(1, 2).add_(v(3, 5), 2), 7, 12);
    is("sub_", () -> v(1, 2).sub_(v(3, 5)), -2, -3);
    is("sub_", () -> v(1, 2).sub_(1), 0, 1);
    is("mul_", () -> v(1, 2).mul_(v(3, 5)), 3, 10);
    is("mul_", () -> v(1, 2).mul_(2), 2, 4);
    is("div_", () -> v(1, 2).div_(v(4, 5)), 0.25, 0.4);
    is("div_", () -> v(1, 2).div_(2), 0.5, 1);
    is("pow_", () -> v(2, 3).pow_(2), 4, 9);
    is("lerp_", () -> v(0, 10).lerp_(v(4, 20), 0.25), 1, 12.5);
    is("addcmul_", () -> v(1, 1).addcmul_(v(2, 3), v(4, 5), 0.5), 5, 8.5);
    is("addcdiv_", () -> v(1, 1).addcdiv_(v(2, 3), v(4, 5), 2), 2, 2.2);
    is("clamp_", () -> v(-2, 0, 2).clamp_(-1, 1), -1, 0, 1);
    is("copy_", () -> v(1, 2).copy_(n(3, 4)), 3, 4);
    is("maskedFill_", () -> v(1, 2, 3).maskedFill_(b(1, 0, 1), -1), -1, 2, -1);
    is("indexAdd_", () -> v(1, 1).indexAdd_(0, n(1, 1), v(5, 6)), 1, 12);
    is("indexPut_", () -> v(1, 2).indexPut_(5, Index.at(0)), 5, 2);
    is("fill_", () -> v(1, 2).fill_(3), 3, 3);
    is("zero_", () -> v(1, 2).zero_(), 0, 0);

    // random, where the result is certain; RandomTest looks at the rest
    is("randint", () -> Tensor.randint(seed(), 3, 4, 2), 3, 3);
    is("bernoulli", () -> v(0, 1).bernoulli(seed()), 0, 1);
    is("bernoulli_", () -> v(5, 5).bernoulli_(1, seed()), 1, 1);
    is("multinomial", () -> v(0, 1, 0).multinomial(2, true, seed()), 1, 1);
    is("uniform_", () -> v(0, 0).uniform_(2, 2, seed()), 2, 2);
    is("normal_", () -> v(0, 0).normal_(3, 0, seed()), 3, 3);
    is("exponential_", () -> v(0, 0).exponential_(1, seed()).ge(0), 1, 1);
    is("rand", () -> Tensor.rand(seed(), 2).lt(1), 1, 1);
    is("randn", () -> Tensor.randn(seed(), 2).isfinite(), 1, 1);
  }

  private static Generator seed() {
    return Generator.seeded(1);
  }

  private static Tensor product(List<Tensor> factors) {
    return factors.get(0).matmul(factors.get(1));
  }

  private static Tensor remade(List<Tensor> svd) {
    return svd.get(0).mul(svd.get(1)).matmul(svd.get(2));
  }

  @TestFactory
  Stream<DynamicTest> givesTheKnownResult() {
    return CASES.stream().map(each -> DynamicTest.dynamicTest(each.name(), each::check));
  }

  @Test
  void everyOperationIsHere() {
    Set<String> covered = CASES.stream().map(Case::name).collect(Collectors.toSet());
    // Those on gradients and lifetime are DifferentiationTest's and ScopeTest's, outlines
    // LayerTreeTest's; memory is pinned for graphics processors, of which CudaTest has one.
    Set<String> elsewhere = Set.of(
        "requiresGrad",
        "retainGrad",
        "grad",
        "gradients",
        "escape",
        "toString",
        "outline",
        "pinMemory");
    assertThat(Stream.of(Tensor.class.getMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(OperationTest::makesTensors)
            .map(Method::getName)
            .distinct())
        .isSubsetOf(Stream.concat(covered.stream(), elsewhere.stream()).toList());
    assertThat(covered).hasSizeGreaterThan(150);
  }

  private static boolean makesTensors(Method method) {
    return Set.of(Tensor.class, List.class, Ranked.class).contains(method.getReturnType());
  }

  @Test
  void wholeNumbersStayWhole() {
    assertThat(n(1, 2).add(1).dtype()).isEqualTo(INT64);
    assertThat(n(1, 2).mul(1.5).dtype()).isEqualTo(FLOAT32);
    assertThat(n(1, 2).div(1).dtype()).isEqualTo(FLOAT32);
    assertThat(v(1).add(Tensor.scalar(1)).dtype()).isEqualTo(FLOAT64);
    assertThat(v(1).eq(1).dtype()).isEqualTo(BOOL);
  }

  @Test
  void inPlaceReturnsItself() {
    Tensor x = v(1, 2);
    assertThat(x.add_(1)).isSameAs(x);
    assertThat(x.view(2, 1).mul_(2).shape()).containsExactly(2, 1);
    assertThat(x.toDoubles()).containsExactly(4, 6);
  }

  @Test
  void comparesWholes() {
    assertThat(v(1, 2).equal(v(1, 2))).isTrue();
    assertThat(v(1, 2).equal(v(1, 3))).isFalse();
    assertThat(v(1, 2).equal(m(1, 2))).isFalse();
    assertThat(v(1, 2).equal(n(1, 2))).isFalse();
    assertThat(v(1, 2).allclose(v(1, 2 + 1e-6))).isTrue();
    assertThat(v(1, 2).allclose(v(1, 2.1))).isFalse();
    assertThat(v(1, 2).allclose(v(1, 2.1), 0, 0.2)).isTrue();
    assertThat(v(NaN).allclose(v(NaN))).isFalse();
  }

  @Test
  void goesOutToJava() {
    Tensor x = m(1.5, -2, 3, 255);
    assertThat(x.toFloats()).containsExactly(1.5f, -2, 3, 255);
    assertThat(x.toLongs()).containsExactly(1, -2, 3, 255);
    assertThat(x.clamp(0, 255).toBytes()).containsExactly(1, 0, 3, -1);
    assertThat(x.t().toDoubles()).containsExactly(1.5, 3, -2, 255);
    assertThat(s(2.5).item()).isEqualTo(2.5);
    assertThat(Tensor.full(INT64, Long.MAX_VALUE).itemLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(Tensor.zeros(0).toFloats()).isEmpty();
    assertThat(Tensor.zeros(0).floatBuffer().capacity()).isZero();
    assertThat(x.size(-1)).isEqualTo(2);
    assertThat(x.numel()).isEqualTo(4);
    assertThat(x.dim()).isEqualTo(2);
    assertThat(x.device()).isEqualTo(Device.cpu());
    assertThat(x.t().isContiguous()).isFalse();
    assertThat(x.t().contiguous().isContiguous()).isTrue();
  }

  @Test
  void buffersAreTheMemoryItself() {
    Tensor x = Tensor.zeros(2);
    x.floatBuffer().put(1, 7);
    assertThat(x.toFloats()).containsExactly(0, 7);
    Tensor y = n(1, 2);
    y.longBuffer().put(0, 5);
    assertThat(y.toLongs()).containsExactly(5, 2);
    Tensor z = Tensor.ofBytes(new byte[] {1, 2}, 2);
    z.byteBuffer().put(0, (byte) 9);
    assertThat(z.toBytes()).containsExactly(9, 2);
  }
}
