package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ockham.tensor.DType.BFLOAT16;
import static org.ockham.tensor.DType.FLOAT16;
import static org.ockham.tensor.DType.FLOAT32;
import static org.ockham.tensor.DType.FLOAT64;
import static org.ockham.tensor.DType.INT16;
import static org.ockham.tensor.DType.INT32;
import static org.ockham.tensor.DType.INT64;
import static org.ockham.tensor.DType.INT8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares with what PyTorch printed ({@code printed.txt}). */
final class TensorTextTest {

  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  @TestFactory
  Stream<DynamicTest> looksAsInPython() throws IOException {
    Map<String, Tensor> tensors = tensors();
    Map<String, String> printed = printed();
    assertThat(tensors.keySet()).containsExactlyElementsOf(printed.keySet());
    return tensors.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(
            each.getKey(),
            () -> assertThat(each.getValue()).hasToString(printed.get(each.getKey()))));
  }

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    all.put("scalar", Tensor.scalar(3.5));
    all.put("wholeScalar", Tensor.scalar(7));
    all.put("longScalar", Tensor.full(INT64, -12));
    all.put("boolScalar", Tensor.ofBooleans(new boolean[] {true}, new long[0]));
    all.put("nanScalar", Tensor.scalar(NAN));
    all.put("whole", Tensor.of(1, 2, -30));
    all.put("fractions", Tensor.of(1.5f, -2.25f, 100.125f));
    all.put("ties", Tensor.of(0.03125f, 0.09375f, -0.03125f));
    all.put("negativeZero", Tensor.of(-0f, 0.5f, -0.00001f, 0.002f));
    all.put("nonFinite", Tensor.of(NAN, 1.5f, INF, -INF));
    all.put("nonFiniteWhole", Tensor.of(NAN, 1, INF, -INF));
    all.put("onlyNonFinite", Tensor.of(NAN, INF));
    all.put("negativeZeroAlone", Tensor.of(-0f, 1));
    all.put("zeros", Tensor.zeros(2, 3));
    all.put("small", Tensor.of(0.00001f, 0.5f));
    all.put("ratio", Tensor.of(1, 1000.5f));
    all.put("wholeRatio", Tensor.of(1, 1001));
    all.put("large", Tensor.of(1e9f, 2e9f));
    all.put("huge", Tensor.of(3.4e38f, -1e-30f, 0));
    all.put("sciNonFinite", Tensor.of(1e-5f, NAN, -INF));
    all.put("empty", Tensor.zeros(0));
    all.put("emptyMatrix", Tensor.zeros(2, 0));
    all.put("emptyLongs", Tensor.zeros(INT64, 0));
    all.put("emptyDoubleCube", Tensor.zeros(FLOAT64, 0, 3, 2));
    all.put("longs", Tensor.ofLongs(new long[] {1, -20, 300, 4}, 2, 2));
    all.put("extremeLongs", Tensor.ofLongs(Long.MAX_VALUE, Long.MIN_VALUE));
    all.put("bools", Tensor.ofBooleans(new boolean[] {true, false, false, true}, 2, 2));
    all.put("trues", Tensor.ofBooleans(new boolean[] {true, true}, 2));
    all.put("double", Tensor.ofDoubles(new double[] {0.1, 2 / 3.0}, 2));
    all.put("half", Tensor.of(0.1f, 65504).to(FLOAT16));
    all.put("bfloat", Tensor.of(0.1f, 3).to(BFLOAT16));
    all.put("int32", Tensor.ofLongs(1, 2).to(INT32));
    all.put("int16", Tensor.ofLongs(1, -2).to(INT16));
    all.put("int8", Tensor.ofLongs(1, -2).to(INT8));
    all.put("uint8", Tensor.ofBytes(new byte[] {1, (byte) 255}, 2));
    all.put("matrix", range(3, 4).div(4));
    all.put("cube", range(2, 3, 2));
    all.put("four", range(2, 1, 2, 2));
    all.put("wrapped", range(40));
    all.put("wrappedMatrix", range(2, 30).div(7));
    all.put("thousand", Tensor.zeros(INT64, 1000));
    all.put("summarised", range(1001));
    all.put("summarisedWide", range(3, 400).div(3));
    all.put("summarisedTall", range(400, 3).to(INT64));
    all.put("summarisedMatrix", range(40, 40));
    all.put("summarisedCube", range(8, 2, 70));
    all.put("summarisedFour", range(2, 7, 3, 30));
    all.put("summarisedBools", range(1200).remainder(3).eq(0));
    Tensor ones = Tensor.ones(10);
    all.put("summarisedHidesExtremes", Tensor.cat(List.of(ones, Tensor.full(1e-6, 1000), ones), 0));
    all.put("leaf", Tensor.of(1, 2).requiresGrad(true));
    all.put("recorded", Tensor.of(1, 2).requiresGrad(true).exp());
    all.put("recordedSum", Tensor.of(1, 2).requiresGrad(true).sum());
    all.put("suffixOnNextLine", range(11).to(FLOAT64).div(16).requiresGrad(true));
    all.put("suffixAfterLines", range(3, 11).to(FLOAT64).div(16).requiresGrad(true));
    all.put("columnView", range(3, 4).select(1, 1));
    return all;
  }

  private static Tensor range(long... shape) {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    return Tensor.arange(FLOAT32, 0, elements, 1).reshape(shape);
  }

  private static Map<String, String> printed() throws IOException {
    try (InputStream in = TensorTextTest.class.getResourceAsStream("printed.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> printed = new LinkedHashMap<>();
      for (String part : text.substring(text.indexOf("## ") + 3).split("\n## ", -1)) {
        int end = part.indexOf('\n');
        printed.put(part.substring(0, end), part.substring(end + 1).stripTrailing());
      }
      return printed;
    }
  }
}
