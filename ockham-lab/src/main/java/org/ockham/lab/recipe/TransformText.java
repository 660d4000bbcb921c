package org.ockham.lab.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ockham.augment.Compose;
import org.ockham.augment.Transform;
import org.ockham.file.Excerpt;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.catalogue.Section;
import org.ockham.lab.catalogue.Setting;
import org.ockham.lab.catalogue.Spelling;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Transforms in a line of text, as they are written with torchvision: {@code RandomCrop(32, padding=4) RandomHorizontalFlip()}. Names
 * may be a recipe's words too, arguments those of the settings or torchvision's, in order or by name; {@code size} stands for height
 * and width. What begins with a bracket is read as a recipe's list.
 */
public final class TransformText {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Pattern KEY = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*=");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
  private static final Pattern BETWEEN = Pattern.compile("[\\s,;|]*");
  private static final Pattern SPACE = Pattern.compile("\\s*");

  private static final JsonMapper JSON = new JsonMapper();
  private static final Catalogue CATALOGUE = Catalogue.standard();

  private final String text;
  private final String source;
  private int at;

  private TransformText(String text, String source) {
    this.text = text;
    this.source = source;
  }

  /**
   * All transforms of a text, one after another.
   *
   * @param source where it was given, for what is refused: {@code --transform}
   * @throws RecipeException if it cannot be understood, or a transform refuses an argument
   */
  public static Transform read(String text, String source) {
    String stripped = text.strip();
    List<Transform> transforms = new ArrayList<>();
    if (stripped.startsWith("[") || stripped.startsWith("{")) {
      JsonNode tree = Yaml.node(source, stripped);
      for (JsonNode one : tree.isArray() ? tree : JSON.createArrayNode().add(tree)) {
        transforms.add(made(one.isString() ? one.stringValue() : "transform", one, source));
      }
    } else {
      new TransformText(text, source).all(transforms);
    }
    if (transforms.isEmpty()) {
      throw new RecipeException(
          source
              + " names no transform: give some, such as RandomCrop(32, padding=4) RandomHorizontalFlip().");
    }
    return transforms.size() == 1 ? transforms.get(0) : new Compose(transforms);
  }

  /** @param name as it was written, which a refusal says */
  private static Transform made(String name, JsonNode node, String source) {
    ObjectNode map = JSON.createObjectNode();
    map.set(name, node);
    Section section = new Section(map, "", path -> source);
    return CATALOGUE.chosen(Kind.TRANSFORM, section, name).make(Map.of());
  }

  private void all(List<Transform> transforms) {
    for (skip(BETWEEN); at < text.length(); skip(BETWEEN)) {
      int start = at;
      ObjectNode node = transform();
      transforms.add(made(plain(name(start)), node, source));
    }
  }

  /** A name, and its arguments if it has any. */
  private ObjectNode transform() {
    String name = name(at);
    if (name.isEmpty()) {
      throw refused(at, "here the name of a transform is expected");
    }
    Component<?> component = component(name);
    at += name.length();
    ObjectNode node = JSON.createObjectNode().put("kind", component.word());
    if (next('(')) {
      arguments(component, node);
    }
    return node;
  }

  private String name(int start) {
    Matcher matcher = NAME.matcher(text).region(start, text.length());
    return matcher.lookingAt() ? matcher.group() : "";
  }

  private Component<?> component(String name) {
    for (Component<?> component : CATALOGUE.of(Kind.TRANSFORM)) {
      if (alike(component.word()).equals(alike(plain(name)))) {
        return component;
      }
    }
    boolean isWord = name.equals(name.toLowerCase(Locale.ROOT));
    List<String> known = CATALOGUE.of(Kind.TRANSFORM).stream()
        .map(component -> isWord ? component.word() : component.type().getSimpleName())
        .toList();
    throw refused(
        at,
        "there is no transform " + Excerpt.of(plain(name)) + Spelling.hint(plain(name), known)
            + "; ockham recipe explain transform lists them");
  }

  private void arguments(Component<?> component, ObjectNode node) {
    List<String> order = order(component);
    int position = 0;
    boolean isNamed = false;
    while (!next(')')) {
      Matcher key = KEY.matcher(text).region(at, text.length());
      int start = at;
      String given = "";
      if (key.lookingAt()) {
        given = key.group(1);
        isNamed = true;
        at = key.end();
        skip(SPACE);
      } else if (isNamed) {
        throw refused(at, "an argument without a name stands before those with one");
      } else if (position < order.size()) {
        given = order.get(position++);
      } else {
        throw refused(at, component.word() + " takes at most " + order.size() + " arguments");
      }
      put(component, node, given, value(), start);
      if (!next(',') && !text.startsWith(")", at)) {
        throw refused(at, "here a comma or a closing bracket is expected");
      }
    }
  }

  /** Its settings' names in order, with torchvision's size in the place of height and width. */
  private static List<String> order(Component<?> component) {
    List<String> order =
        new ArrayList<>(component.settings().stream().map(Setting::word).toList());
    if (order.size() > 1 && order.get(0).equals("height") && order.get(1).equals("width")) {
      order.remove(1);
      order.set(0, "size");
    }
    return order;
  }

  private void put(
      Component<?> component, ObjectNode node, String given, JsonNode value, int start) {
    for (Setting setting : component.settings()) {
      if (alike(setting.word()).equals(alike(given))) {
        once(component, node, setting.word(), start);
        boolean isAlone = value.isIntegralNumber() && setting.expected().startsWith("a list of");
        node.set(setting.word(), isAlone ? JSON.createArrayNode().add(value) : value);
        return;
      }
    }
    List<String> words = component.settings().stream().map(Setting::word).toList();
    if (given.equals("size") && words.contains("height") && words.contains("width")) {
      once(component, node, "height", start);
      once(component, node, "width", start);
      boolean isPair = value.isArray() && value.size() == 2;
      node.set("height", isPair ? value.get(0) : value);
      node.set("width", isPair ? value.get(1) : value);
      return;
    }
    throw refused(
        start,
        component.word() + " has no argument " + Excerpt.of(given) + Spelling.hint(given, words)
            + (words.isEmpty() ? "" : ", only " + String.join(", ", words)));
  }

  private void once(Component<?> component, ObjectNode node, String argument, int start) {
    if (node.has(argument)) {
      throw refused(start, component.word() + " is given " + argument + " twice");
    }
  }

  private JsonNode value() {
    if (next('[')) {
      return list(']');
    }
    if (next('(')) {
      return list(')');
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (number.lookingAt()) {
      at = number.end();
      String digits = number.group();
      skip(SPACE);
      return digits.matches("[-+]?\\d{1,18}")
          ? JSON.getNodeFactory().numberNode(Long.parseLong(digits))
          : JSON.getNodeFactory().numberNode(Double.parseDouble(digits));
    }
    Matcher quoted = QUOTED.matcher(text).region(at, text.length());
    if (quoted.lookingAt()) {
      at = quoted.end();
      skip(SPACE);
      return JSON.getNodeFactory()
          .stringNode(word(quoted.group(1) == null ? quoted.group(2) : quoted.group(1)));
    }
    String name = name(at);
    boolean isCall = text.startsWith("(", at + name.length());
    switch (isCall ? "(" : name) {
      case "True", "true", "False", "false" -> {
        at += name.length();
        skip(SPACE);
        return JSON.getNodeFactory().booleanNode(name.equalsIgnoreCase("true"));
      }
      case "None", "null" -> {
        at += name.length();
        skip(SPACE);
        return JSON.nullNode();
      }
      case "(" -> {
        return transform();
      }
      case "" -> throw refused(at, "here a value is expected");
      default -> {
        at += name.length();
        skip(SPACE);
        return JSON.getNodeFactory().stringNode(word(name));
      }
    }
  }

  private ArrayNode list(char end) {
    ArrayNode list = JSON.createArrayNode();
    while (!next(end)) {
      list.add(value());
      if (!next(',') && !text.startsWith(String.valueOf(end), at)) {
        throw refused(at, "here a comma or " + end + " is expected");
      }
    }
    return list;
  }

  /** A constant as recipes write it: {@code InterpolationMode.BILINEAR} is bilinear; or the word of a transform. */
  private static String word(String name) {
    String plain = plain(name);
    for (String word : CATALOGUE.words(Kind.TRANSFORM)) {
      if (alike(word).equals(alike(plain))) {
        return word;
      }
    }
    return plain.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Without the module that Python puts before it. */
  private static String plain(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String alike(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }

  /** Whether this comes next; then what follows it is next. */
  private boolean next(char wanted) {
    skip(SPACE);
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      skip(SPACE);
      return true;
    }
    return false;
  }

  private void skip(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    at = matcher.lookingAt() ? matcher.end() : at;
  }

  private RecipeException refused(int place, String why) {
    String rest = text.substring(Math.min(place, text.length()));
    return new RecipeException(
        source + ", " + (rest.isEmpty() ? "at its end" : "at '" + Excerpt.of(rest) + "'")
            + " (character " + (place + 1) + "): " + why + ".");
  }
}
