package org.ockham.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HyperParametersTest {

  @TempDir
  private Path folder;

  static HyperParameters anything() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("lr", 1e-3f);
    values.put("layers", 3);
    values.put("bn", true);
    values.put("act", "gelu");
    values.put("sched", null);
    values.put("dims", List.of(32, 128));
    values.put("big", (1L << 53) + 1);
    values.put("bad", Double.NaN);
    return HyperParameters.of(values);
  }

  @Test
  @DisplayName(
      "Types are kept, and what TensorBoard has no form for becomes text, or an empty cell")
  void forms() {
    assertThat(anything().values())
        .containsExactly(
            Map.entry("act", "gelu"),
            Map.entry("bad", "NaN"),
            Map.entry("big", "9007199254740993"),
            Map.entry("bn", true),
            Map.entry("dims", "[32, 128]"),
            Map.entry("layers", 3.0),
            Map.entry("lr", 1e-3));
  }

  @Test
  @DisplayName("Lists may hold anything")
  void lists() {
    List<Object> list = Arrays.asList(1, 2.5, "a\"b", null, true, List.of("x"), Double.NaN);
    assertThat(HyperParameters.of(Map.of("l", list)).values())
        .containsEntry("l", "[1, 2.5, \"a\\\"b\", null, true, [\"x\"], NaN]");
  }

  @Test
  @DisplayName("Bounds of what a number can be")
  void numbers() {
    assertThat(HyperParameters.of(Map.of(
                "a",
                1L << 53,
                "b",
                Long.MAX_VALUE,
                "c",
                Double.NEGATIVE_INFINITY,
                "d",
                (byte) 1,
                "e",
                SessionEnd.Status.SUCCESS))
            .values())
        .isEqualTo(Map.of(
            "a",
            9007199254740992.0,
            "b",
            "9223372036854775807",
            "c",
            "-Infinity",
            "d",
            1.0,
            "e",
            "SUCCESS"));
  }

  @Test
  @DisplayName("A run that was cut short is in the table, and not as a success")
  void cutShort() {
    try (EventWriter writer = EventWriter.in(folder)) {
      writer.hyperParameters(anything());
      writer.scalar("acc", 1, 0.5);
    }
    Recording run = RunReader.read(folder);
    assertThat(run.hyperParameters()).contains(anything());
    assertThat(run.status()).isEmpty();
  }
}
