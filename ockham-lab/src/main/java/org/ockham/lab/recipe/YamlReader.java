package org.ockham.lab.recipe;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.lab.catalogue.RecipeException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads one YAML document into a tree, notes the line of every key, and refuses what recipes do not use. */
final class YamlReader {

  /** What YAML 1.2 takes for a number and the parser, which follows YAML 1.1, for a text: 1e-4 without a point. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final YAMLParser parser;
  private final String origin;
  private final String text;
  private final Map<String, String> lines;

  /** @param lines gets the place of each dotted path */
  YamlReader(YAMLParser parser, String origin, String text, Map<String, String> lines) {
    this.parser = parser;
    this.origin = origin;
    this.text = text;
    this.lines = lines;
  }

  /** All of it; null, as a node, if there is nothing. */
  JsonNode whole() {
    if (next() == null) {
      return NODES.nullNode();
    }
    JsonNode node = value("");
    if (next() != null) {
      throw new RecipeException(place() + ": begins a second document, but a recipe is one.");
    }
    return node;
  }

  /** The next token, which is neither an alias nor tagged. */
  private @Nullable JsonToken next() {
    JsonToken token = parser.nextToken();
    if (token != null && parser.isCurrentAlias()) {
      throw new RecipeException(place() + ": refers to '*" + Excerpt.of(parser.getString())
          + "', but recipes have no aliases: write the value out.");
    }
    if (token != null && parser.getTypeId() != null) {
      throw new RecipeException(place() + ": has the tag '"
          + Excerpt.of(String.valueOf(parser.getTypeId()))
          + "', but recipes have no tags: leave it out.");
    }
    return token;
  }

  /** What begins at the current token. */
  private JsonNode value(String path) {
    lines.putIfAbsent(path, place());
    return switch (parser.currentToken()) {
      case START_OBJECT -> map(path);
      case START_ARRAY -> list(path);
      case VALUE_STRING -> string();
      default -> parser.readValueAsTree();
    };
  }

  private ObjectNode map(String path) {
    ObjectNode map = NODES.objectNode();
    while (next() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      String inner = path.isEmpty() ? key : path + "." + key;
      lines.putIfAbsent(inner, place());
      next();
      map.set(key, value(inner));
    }
    return map;
  }

  private ArrayNode list(String path) {
    ArrayNode list = NODES.arrayNode();
    while (next() != JsonToken.END_ARRAY) {
      list.add(value(path + "." + list.size()));
    }
    return list;
  }

  private JsonNode string() {
    String value = parser.getString();
    return NUMBER.matcher(value).matches() && !isQuoted()
        ? NODES.numberNode(Double.parseDouble(value))
        : NODES.stringNode(value);
  }

  private boolean isQuoted() {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    return start >= 0 && start < text.length() && "\"'".indexOf(text.charAt(start)) >= 0;
  }

  private String place() {
    return origin + line(parser.currentTokenLocation());
  }

  /** {@code :12}, or nothing where it is not known. */
  static String line(@Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1 ? "" : ":" + location.getLineNr();
  }
}
