package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the data of a chart as strict JSON (RFC 8259) that may stand inside a script element: what is no finite number becomes
 * {@code null}, whole numbers that JavaScript cannot hold (beyond 2⁵³) become text, and no {@code <} is left. Keys are in the order
 * of their letters, so that the same data is the same text.
 */
final class ChartJson {

  private static final long EXACT = 1L << 53;

  // Shortest digits by one algorithm: Double.toString differs between Java versions.
  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build())
      .build();

  private ChartJson() {}

  /** The text of maps, lists, text, numbers and truth values. */
  static String text(Object data) {
    return MAPPER.writeValueAsString(finite(data)).replace("<", "\\u003c");
  }

  private static @Nullable Object finite(@Nullable Object data) {
    if (data instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy =
          new TreeMap<>(); // the order of Map.of is another in every process
      map.forEach((key, value) -> copy.put(String.valueOf(key), finite(value)));
      return copy;
    }
    if (data instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(item -> copy.add(finite(item)));
      return copy;
    }
    if (data instanceof Double number) {
      return Double.isFinite(number) ? number : null;
    }
    if (data instanceof Float number) {
      return Float.isFinite(number) ? number : null;
    }
    if (data instanceof Long number) {
      return number <= EXACT && number >= -EXACT ? number : number.toString();
    }
    return data;
  }
}
