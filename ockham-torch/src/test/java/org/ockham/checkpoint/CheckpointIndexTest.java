package org.ockham.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.checkpoint.CheckpointIndex.Sum;
import org.ockham.file.Sha256;

/** The text of {@code state.json}. */
final class CheckpointIndexTest {

  private static final Map<String, Sum> FILES =
      Map.of("model.safetensors", new Sum(12, "0123456789abcdef".repeat(4)));

  private static Map<String, @Nullable Object> back(Map<String, @Nullable Object> values) {
    CheckpointIndex read = CheckpointIndex.decode(new CheckpointIndex(7, FILES, values).encode());
    assertThat(read.step()).isEqualTo(7);
    assertThat(read.files()).isEqualTo(FILES);
    return read.values();
  }

  @Test
  void everyKindOfValueComesBack() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("least", Long.MIN_VALUE);
    values.put("most", Long.MAX_VALUE);
    values.put("one", 1L);
    values.put("one and nothing", 1.0);
    values.put("less than nothing", -0.0);
    values.put("none", Double.NaN);
    values.put("infinite", Double.POSITIVE_INFINITY);
    values.put("infinitely little", Double.NEGATIVE_INFINITY);
    values.put("tiny", Double.MIN_VALUE);
    values.put("huge", Double.MAX_VALUE);
    values.put("text", "ein \"Satz\"\nüber 🂡 \u0000");
    values.put("yes", true);
    values.put("nothing", null);
    values.put("list", Arrays.asList(1L, 2.5, null, List.of(), Map.of("NaN", "NaN")));
    values.put("", Map.of("a/b", Map.of("c", Double.NaN)));
    assertThat(back(values)).isEqualTo(values).containsOnlyKeys(values.keySet());
    assertThat(new ArrayList<>(back(values).keySet())).isEqualTo(new ArrayList<>(values.keySet()));
  }

  @Test
  void everyNumberComesBackBitForBit() {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      values.put("d" + i, number);
      values.put("l" + i, random.nextLong() >> i % 64);
    }
    assertThat(back(values)).isEqualTo(values); // Double.equals compares bits, one NaN aside
  }

  @Test
  void theSameStateGivesTheSameBytes() {
    byte[] text = new CheckpointIndex(7, FILES, Map.of("a", List.of(0.1, 2L))).encode();
    assertThat(new String(text, StandardCharsets.UTF_8))
        .matches(
            "\\{\"sha256\":\"[0-9a-f]{64}\",\"content\":\\{\"format\":1,\"step\":7,\"files\":.*"
                + "\"values\":\\{\"a\":\\[0\\.1,2]}}}\n");
    assertThat(CheckpointIndex.decode(text).encode()).isEqualTo(text);
  }

  @Test
  void whatCannotComeBackIsNotWritten() {
    Map<String, @Nullable Object> deep = Map.of();
    for (int i = 0; i < 100; i++) {
      deep = Map.of("deeper", deep);
    }
    CheckpointIndex tooDeep = new CheckpointIndex(0, FILES, deep);
    assertThatThrownBy(tooDeep::encode)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be written");
    CheckpointIndex reserved = new CheckpointIndex(0, FILES, Map.of("$double", 1.0));
    assertThatThrownBy(reserved::encode).hasMessageContaining("'$double'");
  }

  @Test
  void everyTruncationAndEveryChangedByteIsRefused() {
    byte[] text = new CheckpointIndex(7, FILES, Map.of("a", 1.5)).encode();
    for (int i = 0; i < text.length; i++) {
      byte[] cut = Arrays.copyOf(text, i);
      assertThatThrownBy(() -> CheckpointIndex.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
      byte[] changed = text.clone();
      changed[i] ^= 4;
      assertThatThrownBy(() -> CheckpointIndex.decode(changed))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** What has a right checksum can be hostile all the same. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      []                                                              | must have format, step, files and values
      {"format":2,"step":0,"files":{},"values":{},"more":{}}          | is of format 2, which a later version wrote
      {"format":0,"step":0,"files":{},"values":{}}                    | must have format
      {"format":1.0,"step":0,"files":{},"values":{}}                  | must have format
      {"format":1,"step":-1,"files":{},"values":{}}                   | must have format
      {"format":1,"step":0,"files":[],"values":{}}                    | must have format
      {"format":1,"step":0,"files":{},"values":{},"more":{}}          | must have format
      {"format":1,"step":0,"files":{},"values":{"a":1,"a":1}}         | not valid JSON
      {"format":1,"step":0,"files":{},"values":{}} {}                 | not valid JSON
      {"format":1,"step":0,"files":{"x":{"bytes":1}},"values":{}}     | must say the bytes and the sha256 of 'x'
      {"format":1,"step":0,"files":{"x":{"bytes":1,"sha256":"A"}},"values":{}} | must say the bytes
      {"format":1,"step":0,"files":{},"values":{"a":1e999}}           | has "Infinity" where a number is expected
      {"format":1,"step":0,"files":{},"values":{"a":9223372036854775808}} | has 9223372036854775808 where a number
      {"format":1,"step":0,"files":{},"values":{"a":NaN}}             | not valid JSON
      {"format":1,"step":0,"files":{},"values":{"a":{"$double":"1.0"}}} | where {"$double":"NaN"} or an infinity
      {"format":1,"step":0,"files":{},"values":{"a":{"$double":"NaN","b":1}}} | where {"$double":"NaN"} or an infinity
      """)
  void whatIsNoStateIsRefused(String content, String reason) {
    assertThatThrownBy(() -> CheckpointIndex.decode(signed(content)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  @Test
  void depthIsBounded() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThatThrownBy(() -> CheckpointIndex.decode(
            signed("{\"format\":1,\"step\":0,\"files\":{},\"values\":{\"a\":" + deep + "}}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nesting depth");
  }

  /** A text with a right checksum. */
  static byte[] signed(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    var digest = Sha256.start();
    digest.update(bytes);
    return ("{\"sha256\":\"" + Sha256.hex(digest) + "\",\"content\":" + content + "}\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
