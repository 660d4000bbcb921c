package org.ockham.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.file.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code state.json} says: which files belong to a checkpoint, and the values of its state. The text is one line, {@code
 * {"sha256":"…","content":{…}}}, whose checksum is that of the content's bytes. Numbers come back bit for bit: those without a
 * fraction as {@code Long}, others as {@code Double}, and what JSON has no number for as {@code {"$double":"NaN"}}.
 *
 * @param step optimiser steps done
 * @param files the other files, by name
 * @param values of the state
 */
record CheckpointIndex(long step, Map<String, Sum> files, Map<String, @Nullable Object> values) {

  /**
   * How one recognises a file.
   *
   * @param bytes its length
   * @param sha256 its checksum
   */
  record Sum(long bytes, String sha256) {}

  /** What this version writes, and the only one that it reads. */
  private static final int FORMAT = 1;

  /** More than any state takes: so that a hostile file cannot take the memory. */
  static final int MAX_BYTES = 100_000_000;

  private static final int MAX_DEPTH = 64;
  private static final String NOT_FINITE = "$double";
  private static final byte[] BEFORE = "{\"sha256\":\"".getBytes(StandardCharsets.UTF_8);
  private static final byte[] BETWEEN = "\",\"content\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] AFTER = "}\n".getBytes(StandardCharsets.UTF_8);
  private static final int DIGITS = 64;
  private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}");

  private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(MAX_DEPTH)
              .maxStringLength(MAX_BYTES)
              .maxNameLength(MAX_BYTES)
              .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  // ---------------------------------------------------------------- writing

  /**
   * The text.
   *
   * @throws IllegalArgumentException if the values are too many or too deep
   */
  byte[] encode() {
    ObjectNode content = JSON.createObjectNode();
    content.put("format", FORMAT).put("step", step);
    ObjectNode sums = content.putObject("files");
    files.forEach(
        (name, sum) -> sums.putObject(name).put("bytes", sum.bytes()).put("sha256", sum.sha256()));
    content.set("values", node(values));
    byte[] bytes;
    try {
      bytes = JSON.writeValueAsBytes(content);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "its state cannot be written: " + Excerpt.ofMessage(e.getOriginalMessage()), e);
    }
    byte[] all = join(BEFORE, sum(bytes).getBytes(StandardCharsets.UTF_8), BETWEEN, bytes, AFTER);
    if (all.length > MAX_BYTES) {
      throw new IllegalArgumentException("its state takes " + all.length
          + " bytes of text, more than " + MAX_BYTES + ": keep large things in tensors");
    }
    return all;
  }

  private static JsonNode node(@Nullable Object value) {
    if (value == null) {
      return JSON.getNodeFactory().nullNode();
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode node = JSON.createObjectNode();
      map.forEach((name, each) -> node.set(checkedName((String) name), node(each)));
      return node;
    } else if (value instanceof List<?> list) {
      ArrayNode node = JSON.createArrayNode();
      list.forEach(each -> node.add(node(each)));
      return node;
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      return JSON.createObjectNode().put(NOT_FINITE, number.toString());
    }
    return JSON.valueToTree(value);
  }

  private static String checkedName(String name) {
    if (name.equals(NOT_FINITE)) {
      throw new IllegalArgumentException(
          "its state has a value named '" + name + "', which stands for a number: rename it");
    }
    return name;
  }

  private static byte[] join(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static String sum(byte[] bytes) {
    var digest = Sha256.start();
    digest.update(bytes);
    return Sha256.hex(digest);
  }

  // ---------------------------------------------------------------- reading

  /**
   * What {@link #encode} gave.
   *
   * @throws IllegalArgumentException if it is anything else; the reason goes after "state.json"
   */
  static CheckpointIndex decode(byte[] text) {
    int start = BEFORE.length + DIGITS + BETWEEN.length;
    int end = text.length - AFTER.length;
    if (end < start
        || !startsWith(text, 0, BEFORE)
        || !startsWith(text, BEFORE.length + DIGITS, BETWEEN)) {
      throw new IllegalArgumentException("is not the state of a checkpoint");
    }
    byte[] content = Arrays.copyOfRange(text, start, end);
    String announced = new String(text, BEFORE.length, DIGITS, StandardCharsets.ISO_8859_1);
    if (!startsWith(text, end, AFTER) || !sum(content).equals(announced)) {
      throw new IllegalArgumentException(
          "does not have the checksum that it announces: it is damaged");
    }
    try {
      return index(JSON.readTree(content));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "is not valid JSON: " + Excerpt.ofMessage(String.valueOf(e.getOriginalMessage())), e);
    }
  }

  private static boolean startsWith(byte[] text, int from, byte[] part) {
    return text.length >= from + part.length
        && Arrays.equals(text, from, from + part.length, part, 0, part.length);
  }

  private static CheckpointIndex index(JsonNode content) {
    JsonNode format = content.path("format");
    if (format.isIntegralNumber() && format.canConvertToLong() && format.longValue() > FORMAT) {
      throw new IllegalArgumentException("is of format " + format.longValue()
          + ", which a later version wrote: this one reads format " + FORMAT);
    }
    JsonNode step = content.path("step");
    JsonNode values = content.path("values");
    if (content.size() != 4
        || !isWhole(format)
        || format.longValue() != FORMAT
        || !isWhole(step)
        || step.longValue() < 0
        || !content.path("files").isObject()
        || !values.isObject()) {
      throw new IllegalArgumentException(
          "must have format, step, files and values, and is " + Excerpt.of(content.toString()));
    }
    Map<String, Sum> files = new LinkedHashMap<>();
    content.path("files").properties().forEach(file -> files.put(file.getKey(), sum(file)));
    return new CheckpointIndex(step.longValue(), files, map(values));
  }

  private static Sum sum(Map.Entry<String, JsonNode> file) {
    JsonNode bytes = file.getValue().path("bytes");
    JsonNode sha256 = file.getValue().path("sha256");
    if (file.getValue().size() != 2
        || !isWhole(bytes)
        || !sha256.isString()
        || !SUM.matcher(sha256.stringValue()).matches()) {
      throw new IllegalArgumentException(
          "must say the bytes and the sha256 of '" + Excerpt.of(file.getKey()) + "', and says "
              + Excerpt.of(file.getValue().toString()));
    }
    return new Sum(bytes.longValue(), sha256.stringValue());
  }

  private static boolean isWhole(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong();
  }

  private static Map<String, @Nullable Object> map(JsonNode node) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    node.properties().forEach(each -> map.put(each.getKey(), value(each.getValue())));
    return map;
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    } else if (node.isString()) {
      return node.stringValue();
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (isWhole(node)) {
      return node.longValue();
    } else if (node.isFloatingPointNumber() && Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    } else if (node.isArray()) {
      return node.valueStream().map(CheckpointIndex::value).toList();
    } else if (node.has(NOT_FINITE)) {
      return notFinite(node);
    } else if (node.isObject()) {
      return map(node);
    }
    throw new IllegalArgumentException(
        "has " + Excerpt.of(node.toString()) + " where a number is expected");
  }

  private static double notFinite(JsonNode node) {
    String name = node.size() == 1 ? node.path(NOT_FINITE).asString("") : "";
    return switch (name) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
        throw new IllegalArgumentException("has " + Excerpt.of(node.toString()) + " where {\""
            + NOT_FINITE + "\":\"NaN\"} or an infinity is expected");
    };
  }
}
