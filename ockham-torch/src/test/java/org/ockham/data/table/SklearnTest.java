package org.ockham.data.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ockham.ReferenceCases;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What scikit-learn gives for the same columns: {@code src/test/python/table_values.py} wrote it. */
final class SklearnTest {

  private static final Map<String, Scaler> SCALERS = Map.of(
      "standard", new StandardScaler(),
      "min-max", MinMaxScaler.standard(),
      "min-max -1 2", new MinMaxScaler(-1, 2),
      "uniform", QuantileTransformer.uniform(),
      "normal", QuantileTransformer.normal(),
      "uniform 7", QuantileTransformer.uniform().quantiles(7),
      "normal 7", QuantileTransformer.normal().quantiles(7));

  private static Stream<JsonNode> cases(String kind) throws IOException {
    try (InputStream in = SklearnTest.class.getResourceAsStream("sklearn.json")) {
      return new ObjectMapper().readTree(requireNonNull(in)).get(kind).valueStream();
    }
  }

  @TestFactory
  Stream<DynamicTest> scalers() throws IOException {
    return cases("scaled")
        .map(each -> DynamicTest.dynamicTest(
            each.get("scaler").asString() + ", " + each.get("column").asString(), () -> {
              FittedScaler scaler = SCALERS
                  .get(each.get("scaler").asString())
                  .fit(ReferenceCases.doubles(each.get("train")));
              double[] other = ReferenceCases.doubles(each.get("other"));
              double[] expected = ReferenceCases.doubles(each.get("expected"));
              // A double's last bit at 1e9 is 1e-7 of a deviation of 1.
              double tolerance = each.get("column").asString().startsWith("large") ? 3e-7 : 1e-11;
              for (int i = 0; i < other.length; i++) {
                assertThat(scaler.scaled(other[i])).isEqualTo(expected[i], within(tolerance));
              }
            }));
  }

  @TestFactory
  Stream<DynamicTest> imputers() throws IOException {
    return cases("filled")
        .map(each -> DynamicTest.dynamicTest(each.get("strategy").asString(), () -> {
          SimpleImputer imputer = new SimpleImputer(
              SimpleImputer.Strategy.valueOf(
                  each.get("strategy").asString().toUpperCase(Locale.ROOT)),
              -1,
              true);
          double[] values = each.get("train")
              .valueStream()
              .mapToDouble(value -> value.isNull() ? Double.NaN : value.asDouble())
              .toArray();
          DecimalColumn column = DecimalColumn.of("a", values);
          FittedColumn fitted =
              new Numeric(imputer, new Passthrough()).fit(column, new ArrayList<>());
          assertThat(written(fitted, column)).isEqualTo(floats(each.get("expected")));
        }));
  }

  @TestFactory
  Stream<DynamicTest> encoders() throws IOException {
    return cases("encoded")
        .map(each -> DynamicTest.dynamicTest(each.get("encoder").asString(), () -> {
          Encoding encoder = each.get("encoder").asString().equals("ordinal")
              ? OrdinalEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE)
              : OneHotEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE);
          FittedColumn fitted = encoder.fit(texts(each.get("train")), new ArrayList<>());
          assertThat(written(fitted, texts(each.get("other"))))
              .isEqualTo(floats(each.get("expected")));
        }));
  }

  private static TextColumn texts(JsonNode node) {
    return TextColumn.of(
        "level",
        node.valueStream()
            .map(value -> value.isNull() ? null : value.asString())
            .toArray(String[]::new));
  }

  private static float[] written(FittedColumn fitted, Column column) {
    int width = fitted.inputs().size();
    float[] out = new float[column.size() * width];
    fitted.write(column, out, width, 0);
    return out;
  }

  private static float[] floats(JsonNode rows) {
    List<Double> all = rows.valueStream()
        .flatMap(JsonNode::valueStream)
        .map(JsonNode::asDouble)
        .toList();
    float[] floats = new float[all.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = all.get(i).floatValue();
    }
    return floats;
  }
}
