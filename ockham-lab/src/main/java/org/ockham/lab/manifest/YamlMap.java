package org.ockham.lab.manifest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** A map for readers that are not ours: its keys keep their order, and all text is in quotes or a block, so that nobody takes it for something else. */
final class YamlMap {

  private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .enable(YAMLWriteFeature.LITERAL_BLOCK_STYLE)
          .enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
          .build())
      .build();

  private final Map<String, Object> entries = new LinkedHashMap<>();

  private YamlMap() {}

  static YamlMap of(String key, Object value) {
    return new YamlMap().with(key, value);
  }

  /** A variable of a container. */
  static YamlMap variable(String name, String value) {
    return of("name", name).with("value", value);
  }

  /** Adds an entry. */
  YamlMap with(String key, Object value) {
    entries.put(key, value);
    return this;
  }

  /** What is written. */
  @JsonValue
  Map<String, Object> entries() {
    return entries;
  }

  /** As a document with its start mark. */
  String document() {
    return YAML.writeValueAsString(this);
  }
}
