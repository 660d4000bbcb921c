package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.analysis.Series.Point;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ChartJsonTest {

  @Test
  @DisplayName("The data are strict JSON: no NaN, no infinity, and every finite number as it was")
  void strict() {
    double[] values = {
      1,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      Double.MIN_VALUE,
      1.7976931348623157e308
    };
    String text =
        ChartJson.text(Map.of("NaN", Arrays.stream(values).boxed().toList(), "name", "NaN"));
    // Jackson's reader refuses what RFC 8259 does not have.
    JsonNode read = new JsonMapper().readTree(text);
    assertThat(read.get("name").stringValue()).isEqualTo("NaN");
    JsonNode list = read.get("NaN");
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        assertThat(list.get(i).doubleValue()).isEqualTo(values[i]);
        assertThat(Double.doubleToRawLongBits(list.get(i).doubleValue()))
            .isEqualTo(Double.doubleToRawLongBits(values[i]));
      } else {
        assertThat(list.get(i).isNull()).isTrue();
      }
    }
  }

  @Test
  @DisplayName(
      "The same data are the same text in every process, whatever order their maps have there")
  void ordered() {
    Map<String, Object> inner = Map.of("right", 4, "top", -4, "itemSize", 13, "feature", true);
    String written = "{\"feature\":true,\"itemSize\":13,\"right\":4,\"top\":-4}";
    assertThat(ChartJson.text(Map.of("zoom", inner, "back", 1, "show", List.of(inner))))
        .isEqualTo("{\"back\":1,\"show\":[" + written + "],\"zoom\":" + written + "}");
  }

  @Test
  @DisplayName("A whole number beyond what JavaScript holds is text")
  void whole() {
    assertThat(ChartJson.text(List.of(9007199254740993L, 9007199254740992L, -9007199254740993L)))
        .isEqualTo("[\"9007199254740993\",9007199254740992,\"-9007199254740993\"]");
  }

  @Test
  @DisplayName("No text ends the script that it stands in")
  void escaped() {
    String hostile = "</script><!--<script>";
    String text = ChartJson.text(Map.of(hostile, hostile));
    assertThat(text).doesNotContain("<");
    assertThat(new JsonMapper().readTree(text).get(hostile).stringValue()).isEqualTo(hostile);
  }

  @Test
  @DisplayName(
      "A chart of such numbers has a gap where they are not finite, says so, and its table has them all")
  void chart() {
    double[] values = {
      1,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      Double.MIN_VALUE,
      Double.MAX_VALUE
    };
    LineChart chart = new LineChart("a", ChartAxis.of("step"), ChartAxis.of("loss"))
        .line(
            "NaN",
            IntStream.range(0, values.length)
                .mapToObj(i -> new Point(i, values[i]))
                .toList());
    assertThat(chart.leftOut()).isEqualTo("1 NaN, 2 infinite left out");
    JsonNode series =
        new JsonMapper().readTree(ChartJson.text(chart.option())).get("series").get(0);
    assertThat(series.get("name").stringValue()).isEqualTo("NaN");
    assertThat(series.get("data").size()).isEqualTo(5);
    assertThat(series.get("data").get(1).get(1).isNull()).isTrue();
    assertThat(chart.data().rows().stream().map(row -> row.cells().get(1).text()))
        .containsExactly("1", "NaN", "∞", "−∞", "−0", "5e−324", "1.7976931348623157e308");
  }
}
