package org.ockham.lab.recipe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One map of a recipe while it is read: asked for its keys one by one, it refuses what is missing, of the wrong type or out
 * of range, and in the end ({@link #done}) what nobody asked for.
 */
final class Section {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  /** How many keys are named where one is not known. */
  private static final int MOST_KEYS = 20;

  private final ObjectNode node;
  private final String path;
  private final UnaryOperator<String> origin;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Section> sections = new ArrayList<>();

  /** @param origin says where the value at a path was given: a file, an option */
  Section(ObjectNode node, String path, UnaryOperator<String> origin) {
    this.node = node;
    this.path = path;
    this.origin = origin;
  }

  /** The map under a key; an empty one if it is not there. */
  Section section(String key) {
    JsonNode value = value(key);
    if (value != null && !(value instanceof ObjectNode)) {
      throw refused(key, value, "a map of keys");
    }
    Section section =
        new Section(value instanceof ObjectNode map ? map : node.objectNode(), path(key), origin);
    sections.add(section);
    return section;
  }

  /** The dotted keys that it was asked for, those of its maps among them. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    known.stream().map(this::path).forEach(keys::add);
    for (Section section : sections) {
      keys.remove(section.path);
      keys.addAll(section.keys());
    }
    return keys;
  }

  boolean has(String key) {
    return value(key) != null;
  }

  String text(String key) {
    JsonNode value = value(key);
    if (value == null) {
      throw missing(key, "a text");
    }
    if (value.isContainer() || value.isNull()) {
      throw refused(key, value, "a text");
    }
    return value.asString();
  }

  String text(String key, String fallback) {
    return has(key) ? text(key) : fallback;
  }

  double number(String key, double fallback, Range range) {
    JsonNode value = value(key);
    if (value == null) {
      return fallback;
    }
    // YAML's own notion of a number needs a point in 1.0e-4; people write 1e-4.
    double number = value.isNumber()
        ? value.doubleValue()
        : value.isString() && NUMBER.matcher(value.stringValue()).matches()
            ? Double.parseDouble(value.stringValue())
            : Double.NaN;
    if (!range.has(number)) {
      throw refused(key, value, range.words());
    }
    return number;
  }

  int count(String key, int least, int most) {
    if (!has(key)) {
      throw missing(key, Range.count(least, most).words());
    }
    return count(key, least, least, most);
  }

  int count(String key, int fallback, int least, int most) {
    JsonNode value = value(key);
    return value == null ? fallback : count(key, value, least, most);
  }

  List<Integer> counts(String key, int least, int most) {
    String words = "a list of whole numbers from " + least + " to " + most + ", such as [256, 256]";
    JsonNode value = value(key);
    if (value == null) {
      throw missing(key, words);
    }
    if (!value.isArray()) {
      throw refused(key, value, words);
    }
    List<Integer> counts = new ArrayList<>();
    value.forEach(element -> counts.add(count(key, element, least, most)));
    return List.copyOf(counts);
  }

  List<Long> seeds(String key, List<Long> fallback) {
    JsonNode value = value(key);
    if (value == null) {
      return fallback;
    }
    String words = "a list of different whole numbers, such as [0, 1, 2]";
    if (!value.isArray() || value.isEmpty()) {
      throw refused(key, value, words);
    }
    Set<Long> seeds = new LinkedHashSet<>();
    for (JsonNode element : value) {
      if (!element.isIntegralNumber()
          || !element.canConvertToLong()
          || !seeds.add(element.longValue())) {
        throw refused(key, value, words);
      }
    }
    return List.copyOf(seeds);
  }

  boolean flag(String key, boolean fallback) {
    JsonNode value = value(key);
    if (value == null) {
      return fallback;
    }
    if (!value.isBoolean()) {
      throw refused(key, value, "true or false");
    }
    return value.booleanValue();
  }

  /** One of these words. */
  String choice(String key, @Nullable String fallback, List<String> words) {
    JsonNode value = value(key);
    if (value == null) {
      if (fallback == null) {
        throw missing(key, oneOf(words));
      }
      return fallback;
    }
    if (value.isContainer() || !words.contains(value.asString())) {
      throw refused(key, value, oneOf(words) + Spelling.hint(describe(value), words));
    }
    return value.asString();
  }

  /** One of the constants of an enum, in lower case with hyphens. */
  <E extends Enum<E>> E choice(String key, E fallback) {
    List<E> constants = List.of(fallback.getDeclaringClass().getEnumConstants());
    String word =
        choice(key, word(fallback), constants.stream().map(Section::word).toList());
    return constants.stream()
        .filter(constant -> word(constant).equals(word))
        .findFirst()
        .orElseThrow();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All keys of a map whose keys are names of the user's own. */
  List<String> names() {
    known.addAll(node.propertyNames());
    return List.copyOf(node.propertyNames());
  }

  /** What stands under a key of this map. */
  JsonNode node(String key) {
    return node.path(key);
  }

  /** Where this map stands: its dotted key. */
  String path() {
    return path;
  }

  /** Refuses the keys that nothing has asked for. */
  void done() {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        throw new RecipeException(origin.apply(path(key)) + ": there is no key "
            + Excerpt.of(path(key)) + Spelling.hint(Excerpt.of(key), known) + ", only "
            + Excerpt.ofNames(known, MOST_KEYS) + ".");
      }
    }
  }

  RecipeException refused(String key, String why) {
    return new RecipeException(where(key) + " " + why);
  }

  /** The file, and the dotted key in it. */
  String where(String key) {
    return origin.apply(path(key)) + ": " + Excerpt.of(path(key));
  }

  static String describe(JsonNode value) {
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

  private RecipeException refused(String key, JsonNode value, String words) {
    return new RecipeException(
        where(key) + " is " + describe(value) + ", but must be " + words + ".");
  }

  private RecipeException missing(String key, String words) {
    return new RecipeException(where(key) + " is missing: give " + words + ".");
  }

  private int count(String key, JsonNode value, int least, int most) {
    Range range = Range.count(least, most);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || !range.has(value.intValue())) {
      throw refused(key, value, range.words());
    }
    return value.intValue();
  }

  private @Nullable JsonNode value(String key) {
    known.add(key);
    return node.get(key);
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String oneOf(List<String> words) {
    return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
  }
}
