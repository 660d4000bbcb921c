package org.ockham.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a safetensors file says before its bytes: 8 bytes of length, then JSON, {@code {"name": {"dtype": "F32", "shape":
 * [2, 3], "data_offsets": [0, 24]}, …}}. The tensors' bytes follow without gaps.
 *
 * @param entries in the order of their bytes
 * @param metadata the text under {@code __metadata__}
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {

  /** One tensor, without its bytes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(String name, DType type, long[] shape, long start, long end) {
    long bytes() {
      return end - start;
    }
  }

  private static final String METADATA = "__metadata__";

  /** The format's bound, so that a hostile length cannot take the memory. */
  private static final int MAX_LENGTH = 100_000_000;

  /** The format's names, in the order in which its writers sort: wide types first, so that all lie aligned. */
  private static final Map<String, DType> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("I64", DType.INT64);
    TYPES.put("F64", DType.FLOAT64);
    TYPES.put("F32", DType.FLOAT32);
    TYPES.put("I32", DType.INT32);
    TYPES.put("BF16", DType.BFLOAT16);
    TYPES.put("F16", DType.FLOAT16);
    TYPES.put("I16", DType.INT16);
    TYPES.put("I8", DType.INT8);
    TYPES.put("U8", DType.UINT8);
    TYPES.put("BOOL", DType.BOOL);
  }

  private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxStringLength(MAX_LENGTH)
              .maxNameLength(MAX_LENGTH)
              .build())
          .build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  // ---------------------------------------------------------------- writing

  static SafetensorsHeader of(
      Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    if (tensors.containsKey(METADATA)) {
      throw new SafetensorsException(
          file, "a tensor is named '" + METADATA + "', which the format reserves: rename it", null);
    }
    List<DType> order = List.copyOf(TYPES.values());
    List<Entry> entries = new ArrayList<>();
    tensors.forEach((name, tensor) -> entries.add(new Entry(
        name, tensor.dtype(), tensor.shape(), 0, tensor.numel() * tensor.dtype().bytes())));
    entries.sort(Comparator.comparing((Entry entry) -> order.indexOf(entry.type()))
        .thenComparing(Entry::name));
    long start = 0;
    for (ListIterator<Entry> each = entries.listIterator(); each.hasNext(); ) {
      Entry entry = each.next();
      each.set(new Entry(entry.name(), entry.type(), entry.shape(), start, start + entry.end()));
      start += entry.end();
    }
    return new SafetensorsHeader(entries, new TreeMap<>(metadata));
  }

  /** The length and the JSON, filled up with spaces so that the tensors start at a multiple of 8. */
  ByteBuffer encode(Path file) {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode text = root.putObject(METADATA);
      metadata.forEach(text::put);
    }
    for (Entry entry : entries) {
      ObjectNode node = root.putObject(entry.name());
      node.put("dtype", name(entry.type()));
      var shape = node.putArray("shape");
      for (long size : entry.shape()) {
        shape.add(size);
      }
      node.putArray("data_offsets").add(entry.start()).add(entry.end());
    }
    byte[] json = JSON.writeValueAsBytes(root);
    int length = (json.length + 7) / 8 * 8;
    if (length > MAX_LENGTH) {
      throw new SafetensorsException(
          file,
          "its header takes " + length + " bytes, more than the format's " + MAX_LENGTH,
          null);
    }
    ByteBuffer buffer = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(length).put(json);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' ');
    }
    return buffer.flip();
  }

  private static String name(DType type) {
    return TYPES.entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  // ---------------------------------------------------------------- reading

  /** Reads the header and checks that the tensors it announces fill the rest of the file. */
  static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    return new Reader(file).read(channel);
  }

  private record Reader(Path file) {

    SafetensorsHeader read(FileChannel channel) throws IOException {
      long size = channel.size();
      if (size < 8) {
        throw refuse("is " + size + " bytes long, too short for a safetensors file");
      }
      ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      Safetensors.readFully(file, channel, prefix);
      long length = prefix.getLong(0);
      if (length < 0 || length > Math.min(MAX_LENGTH, size - 8)) {
        throw refuse(
            "announces a header of " + Long.toUnsignedString(length) + " bytes in a file of "
                + size + ": it is truncated or not a safetensors file (at most " + MAX_LENGTH
                + " are allowed)");
      }
      ByteBuffer json = ByteBuffer.allocate((int) length);
      Safetensors.readFully(file, channel, json);
      return parse(text(json.flip()), size - 8 - length);
    }

    private String text(ByteBuffer bytes) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      } catch (CharacterCodingException e) {
        throw new SafetensorsException(file, "its header is not UTF-8", e);
      }
    }

    private SafetensorsHeader parse(String json, long payload) {
      if (!json.startsWith("{")) {
        throw refuse("its header does not start with '{': it is not a safetensors file");
      }
      JsonNode root;
      try {
        root = JSON.readTree(json);
      } catch (JacksonException e) {
        throw new SafetensorsException(
            file,
            "its header is not valid JSON: "
                + Excerpt.ofMessage(String.valueOf(e.getOriginalMessage())),
            e);
      }
      Map<String, String> metadata = new LinkedHashMap<>();
      List<Entry> entries = new ArrayList<>();
      for (var property : root.properties()) {
        if (property.getKey().equals(METADATA)) {
          metadata = metadata(property.getValue());
        } else {
          entries.add(entry(property.getKey(), property.getValue()));
        }
      }
      entries.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
      checkCover(entries, payload);
      return new SafetensorsHeader(entries, metadata);
    }

    private Map<String, String> metadata(JsonNode node) {
      if (!node.isObject() || !node.valueStream().allMatch(JsonNode::isString)) {
        throw refuse("its " + METADATA + " must be an object of strings, and is "
            + Excerpt.of(node.toString()));
      }
      Map<String, String> metadata = new LinkedHashMap<>();
      node.properties()
          .forEach(text -> metadata.put(text.getKey(), text.getValue().stringValue()));
      return metadata;
    }

    private Entry entry(String name, JsonNode node) {
      JsonNode dtype = node.get("dtype");
      long[] shape = sizes(node.get("shape"));
      long[] offsets = sizes(node.get("data_offsets"));
      if (node.size() != 3
          || dtype == null
          || !dtype.isString()
          || shape == null
          || offsets == null
          || offsets.length != 2) {
        throw refuse("tensor '" + Excerpt.of(name)
            + "' must have a dtype, a shape and two data_offsets, and is "
            + Excerpt.of(node.toString()));
      }
      DType type = TYPES.get(dtype.stringValue());
      if (type == null) {
        throw refuse(
            "tensor '" + Excerpt.of(name) + "' is of type " + Excerpt.of(dtype.stringValue())
                + ", which is not one of " + String.join(", ", TYPES.keySet()));
      }
      Entry entry = new Entry(name, type, shape, offsets[0], offsets[1]);
      if (entry.bytes() != bytes(entry)) {
        throw refuse(
            "tensor '" + Excerpt.of(name) + "' of type " + dtype.stringValue() + " and shape "
                + Excerpt.of(node.get("shape").toString()) + " does not fill its data_offsets "
                + node.get("data_offsets"));
      }
      return entry;
    }

    /** Numbers from 0 on, or null if it is anything else. */
    private static long @Nullable [] sizes(@Nullable JsonNode node) {
      return node != null
              && node.isArray()
              && node.valueStream()
                  .allMatch(size ->
                      size.isIntegralNumber() && size.canConvertToLong() && size.longValue() >= 0)
          ? node.valueStream().mapToLong(JsonNode::longValue).toArray()
          : null;
    }

    /** What type and shape take, or −1 if that is more than a long holds, even where another size is 0. */
    private static long bytes(Entry entry) {
      try {
        long bytes = entry.type().bytes();
        boolean empty = false;
        for (long size : entry.shape()) {
          empty |= size == 0;
          bytes = Math.multiplyExact(bytes, Math.max(1, size));
        }
        return empty ? 0 : bytes;
      } catch (ArithmeticException e) {
        return -1;
      }
    }

    private void checkCover(List<Entry> entries, long payload) {
      long expected = 0;
      for (Entry entry : entries) {
        if (entry.start() != expected) {
          throw refuse("tensor '" + Excerpt.of(entry.name()) + "' starts at byte " + entry.start()
              + " of the data, where " + expected
              + " is expected: tensors must not overlap or leave gaps");
        }
        expected = entry.end();
      }
      if (expected != payload) {
        throw refuse("holds " + payload + " bytes of data, where its header announces " + expected
            + (payload < expected ? ": it is truncated" : ": it has bytes left over"));
      }
    }

    private SafetensorsException refuse(String reason) {
      return new SafetensorsException(file, reason, null);
    }
  }
}
