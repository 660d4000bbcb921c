package org.ockham.lab.catalogue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One map of a recipe while it is read: asked for its keys one by one, it refuses what is missing, of the wrong type or out
 * of range, and in the end ({@link #done}) what nobody asked for.
 */
public final class Section {

  /** How many keys are named where one is not known. */
  private static final int MOST_KEYS = 20;

  private final ObjectNode node;
  private final String path;
  private final Origin origin;
  private final Set<String> known = new LinkedHashSet<>();

  /** @param origin says where the value at a path was given: a file, an option */
  public Section(ObjectNode node, String path, Origin origin) {
    this.node = node;
    this.path = path;
    this.origin = origin;
  }

  /** Without a value, and of no file. */
  static Section empty(String path) {
    return new Section(JsonNodeFactory.instance.objectNode(), path, anywhere -> "recipe");
  }

  /** The map under a key; an empty one if it is not there. */
  public Section section(String key) {
    JsonNode value = value(key);
    if (value != null && !(value instanceof ObjectNode)) {
      throw refused(key, value, "a map of keys");
    }
    return new Section(
        value instanceof ObjectNode map ? map : node.objectNode(), path(key), origin);
  }

  /** The map under a key, where a word may stand for a map with that word as its kind. */
  Section worded(String key) {
    JsonNode value = value(key);
    return value != null && value.isString()
        ? new Section(node.objectNode().put("kind", value.stringValue()), path(key), origin)
        : section(key);
  }

  /** An empty map where a value stands that is none. */
  Section inner(String key) {
    return new Section(node.objectNode(), path(key), origin);
  }

  /** Whether it gives no settings. */
  boolean isEmpty() {
    return settings().isEmpty();
  }

  /** Whether another gives the same settings. */
  boolean sameAs(Section other) {
    return settings().equals(other.settings());
  }

  /** Those that it gives, a copy. */
  ObjectNode settings() {
    return node.deepCopy().without("kind");
  }

  @Override
  public String toString() {
    return settings().toString();
  }

  public boolean has(String key) {
    return value(key) != null;
  }

  public String text(String key) {
    JsonNode value = value(key);
    if (value == null) {
      throw missing(key, "a text");
    }
    if (value.isContainer() || value.isNull()) {
      throw refused(key, value, "a text");
    }
    return value.asString();
  }

  public String text(String key, String fallback) {
    return has(key) ? text(key) : fallback;
  }

  /** The number under a key that is there; the words say what it must be. */
  double number(String key, Supplier<String> words) {
    JsonNode value = node(key);
    if (!value.isNumber()) {
      throw refused(key, value, words.get());
    }
    return value.doubleValue();
  }

  /** The whole number under a key that is there. */
  long whole(String key, boolean isInt, Supplier<String> words) {
    JsonNode value = node(key);
    if (!value.isIntegralNumber()
        || !(isInt ? value.canConvertToInt() : value.canConvertToLong())) {
      throw refused(key, value, words.get());
    }
    return value.longValue();
  }

  /** The truth value under a key that is there. */
  boolean flag(String key) {
    JsonNode value = node(key);
    if (!value.isBoolean()) {
      throw refused(key, value, "true or false");
    }
    return value.booleanValue();
  }

  /** The values of a list, as a map whose keys are their places: 0, 1, … */
  Section list(String key, Supplier<String> words) {
    JsonNode value = node(key);
    if (!value.isArray()) {
      throw refused(key, value, words.get());
    }
    ObjectNode map = node.objectNode();
    for (JsonNode element : value) {
      map.set(Integer.toString(map.size()), element);
    }
    return new Section(map, path(key), origin);
  }

  /** One of these words. */
  public String choice(String key, @Nullable String fallback, List<String> words) {
    JsonNode value = value(key);
    if (value == null) {
      if (fallback == null) {
        throw missing(key, oneOf(words));
      }
      return fallback;
    }
    if (value.isContainer() || value.isNull() || !words.contains(value.asString())) {
      throw refused(key, value, oneOf(words) + Spelling.hint(describe(value), words));
    }
    return value.asString();
  }

  /** All keys of a map whose keys are names of the user's own. */
  public List<String> names() {
    known.addAll(node.propertyNames());
    return List.copyOf(node.propertyNames());
  }

  /** What stands under a key of this map. */
  public JsonNode node(String key) {
    return node.path(key);
  }

  /** Where this map stands: its dotted key. */
  public String path() {
    return path;
  }

  /** Refuses the keys that nothing has asked for. */
  public void done() {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        throw new RecipeException(origin.at(path(key)) + ": there is no key "
            + Excerpt.of(path(key)) + Spelling.hint(Excerpt.of(key), known) + ", only "
            + Excerpt.ofNames(known, MOST_KEYS) + ".");
      }
    }
  }

  public RecipeException refused(String key, String why) {
    return new RecipeException(where(key) + " " + sentence(why));
  }

  /** Refuses the settings of this map together; where one of them was changed, that place is said. */
  RecipeException refused(String why) {
    String source = known.stream()
        .filter(node::has)
        .map(this::path)
        .filter(origin::isChange)
        .findFirst()
        .orElse(path);
    return new RecipeException(
        origin.at(source) + ": " + (path.isEmpty() ? "" : path + ": ") + sentence(why));
  }

  private static String sentence(String words) {
    return words.endsWith(".") ? words : words + ".";
  }

  /** Where the value of a key was given. */
  public String at(String key) {
    return origin.at(path(key));
  }

  /** The file, and the dotted key in it. */
  public String where(String key) {
    return at(key) + ": " + Excerpt.of(path(key));
  }

  public static String describe(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "empty";
    }
    if (value.isObject()) {
      return "a map";
    }
    String text = value.isArray() ? value.toString() : value.asString();
    String shown = Excerpt.of(text);
    return value.isString() ? "'" + shown + "'" : shown;
  }

  public RecipeException refused(String key, JsonNode value, String words) {
    return new RecipeException(
        where(key) + " is " + describe(value) + ", but must be " + words + ".");
  }

  /** Refuses that a key is not there; where another that nothing knows is like it, that is what is wrong. */
  RecipeException missing(String key, String words) {
    List<String> unknown =
        node.propertyNames().stream().filter(each -> !known.contains(each)).toList();
    String meant = Spelling.closest(key, unknown).orElse("");
    if (!meant.isEmpty()) {
      return new RecipeException(at(meant) + ": there is no key " + Excerpt.of(path(meant))
          + " (did you mean " + key + "?).");
    }
    return new RecipeException(where(key) + " is missing: give " + words + ".");
  }

  private @Nullable JsonNode value(String key) {
    known.add(key);
    return node.get(key);
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String oneOf(List<String> words) {
    return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
  }
}
