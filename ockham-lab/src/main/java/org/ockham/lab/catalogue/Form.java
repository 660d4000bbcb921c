package org.ockham.lab.catalogue;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.nn.Selection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How the values of one type stand in a recipe: read, written, and said in words. */
sealed interface Form {

  /** How many parts a dotted key has that completion offers. */
  int DEEPEST = 2;

  /** The value under a key that is there; what is expected is said where it has another type. */
  Object read(Section section, String key, Supplier<String> expected);

  /** What is written for a value: a number, a text, a list, a map. */
  default Object write(Object value) {
    return value;
  }

  /** What it must be, in words. */
  String words(Limits limits);

  /** What it must be, in JSON Schema. */
  ObjectNode schema(Schema schema, Limits limits);

  /** Adds the dotted keys of a setting of this form, with the words that each takes where these are few. */
  default void keys(String path, Map<String, List<String>> into) {
    into.put(path, List.of());
  }

  /** A number. */
  record Real() implements Form {
    @Override
    public Object read(Section section, String key, Supplier<String> expected) {
      return section.number(key, expected);
    }

    @Override
    public String words(Limits limits) {
      return "a number" + limits.value().words();
    }

    @Override
    public ObjectNode schema(Schema schema, Limits limits) {
      return Schema.number("number", limits.value());
    }
  }

  /** A whole number: an {@code int}, or a {@code long}. */
  record Whole(boolean isInt) implements Form {
    @Override
    public Object read(Section section, String key, Supplier<String> expected) {
      long value = section.whole(key, isInt, expected);
      return isInt ? (Object) (int) value : (Object) value;
    }

    @Override
    public String words(Limits limits) {
      return "a whole number" + limits.value().words();
    }

    @Override
    public ObjectNode schema(Schema schema, Limits limits) {
      return Schema.number("integer", limits.value());
    }
  }

  /** True or false. */
  record Flag() implements Form {
    @Override
    public Object read(Section section, String key, Supplier<String> expected) {
      return section.flag(key);
    }

    @Override
    public String words(Limits limits) {
      return "true or false";
    }

    @Override
    public ObjectNode schema(Schema schema, Limits limits) {
      return Schema.object().put("type", "boolean");
    }

    @Override
    public void keys(String path, Map<String, List<String>> into) {
      into.put(path, List.of("true", "false"));
    }
  }

  /** Any text. */
  record Text() implements Form {
    @Override
    public Object read(Section section, String key, Supplier<String> expected) {
      return section.text(key);
    }

    @Override
    public String words(Limits limits) {
      return "a text";
    }

    @Override
    public ObjectNode schema(Schema schema, Limits limits) {
      return Schema.object().put("type", "string");
    }
  }

  /** A constant of an enum, in lower case with hyphens. */
  record Constant(List<? extends Enum<?>> constants) implements Form {

    List<String> all() {
      return constants.stream().map(Constant::word).toList();
    }

    @Override
    public Object read(Section section, String key, Supplier<String> expected) {
      return constants.get(all().indexOf(section.choice(key, null, all())));
    }

    @Override
    public Object write(Object value) {
      return word((Enum<?>) value);
    }

    @Override
    public String words(Limits limits) {
      return Section.oneOf(all());
    }

    @Override
    public ObjectNode schema(Schema schema, Limits limits) {
      return Schema.words(all());
    }

    @Override
    public void keys(String path, Map<String, List<String>> into) {
      into.put(path, all());
    }

    private static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Which parameters: one of four words, or their names; {@code not} before it, {@code and} between two. */
  record Parameters() implements Form {

    @Override
    public Object read(Section section, String key, Supplier<String> expected) {
      Selection selection = null;
      for (String part : section.text(key).split(" and ")) {
        boolean not = part.strip().startsWith("not ");
        Selection one = one(part.strip().substring(not ? 4 : 0).strip());
        one = not ? one.not() : one;
        selection = selection == null ? one : selection.and(one);
      }
      return selection == null ? Selection.all() : selection;
    }

    private static Selection one(String text) {
      return switch (text) {
        case "all" -> Selection.all();
        case "weights" -> Selection.weights();
        case "biases" -> Selection.biases();
        case "norms" -> Selection.norms();
        default -> Selection.named(text.replaceFirst("^named ", "").split(" *, *"));
      };
    }

    @Override
    public Object write(Object value) {
      return value.toString();
    }

    @Override
    public String words(Limits limits) {
      return "all, weights, biases, norms or names such as fc1.*";
    }

    @Override
    public ObjectNode schema(Schema schema, Limits limits) {
      return Schema.object().put("type", "string");
    }
  }

  /**
   * Several of a form.
   *
   * @param orOne whether one may stand for a list of it
   */
  record Several(Form element, boolean orOne) implements Form {
    @Override
    public Object read(Section section, String key, Supplier<String> expected) {
      if (orOne && !section.node(key).isArray()) {
        return List.of(element.read(section, key, expected));
      }
      Section list = section.list(key, expected);
      return list.names().stream()
          .map(place -> element.read(list, place, expected))
          .toList();
    }

    @Override
    public Object write(Object value) {
      List<?> list = (List<?>) value;
      return orOne && list.size() == 1
          ? element.write(list.get(0))
          : list.stream().map(element::write).toList();
    }

    @Override
    public String words(Limits limits) {
      String one = element.words(limits);
      String list = one.replaceFirst("^an? ", "").replaceFirst("number", "numbers");
      return (orOne ? one + ", or a list of such" : "a list of " + list)
          + limits.size().wordsOfSize();
    }

    @Override
    public ObjectNode schema(Schema schema, Limits limits) {
      ObjectNode one = element.schema(schema, limits);
      ObjectNode list = Schema.list(one, limits.size());
      if (orOne) {
        ObjectNode either = Schema.object();
        either.putArray("anyOf").add(one).add(list);
        return either;
      }
      return list;
    }
  }

  /**
   * A component of a kind: a map with its word as {@code kind}, or the word alone.
   *
   * @param type what it must be besides
   */
  record Named<T>(Catalogue catalogue, Kind<T> kind, Class<?> type) implements Form {

    List<String> all() {
      return catalogue.of(kind).stream()
          .filter(component -> component.isA(type))
          .map(Component::word)
          .toList();
    }

    /** Whether a word says all there is to say. */
    boolean isWord() {
      return all().stream()
          .allMatch(word -> catalogue.named(kind, word).settings().isEmpty());
    }

    @Override
    public Object read(Section section, String key, Supplier<String> expected) {
      return chosen(section, key).make(Map.of());
    }

    /** The component whose word and settings stand among others in a section. */
    Object readBeside(Section section) {
      String word = section.choice("kind", null, all());
      return catalogue.named(kind, word).read(section, Map.of());
    }

    Chosen<T> chosen(String word, Section given) {
      return new Chosen<>(catalogue.named(kind, word), given);
    }

    /** Which component, with which settings; all of them are judged when it is made. */
    Chosen<T> chosen(Section section, String key) {
      if (section.node(key).isString() || isWord()) {
        return chosen(section.choice(key, null, all()), section.inner(key));
      }
      Section inner = section.section(key);
      return chosen(inner.choice("kind", implied(inner), all()), inner);
    }

    /** The word of the one that a setting of its own implies, or null. */
    private @Nullable String implied(Section inner) {
      return implying().stream()
          .filter(component -> !inner.node(component.implying()).isMissingNode())
          .map(Component::word)
          .findFirst()
          .orElse(null);
    }

    /** Those that a setting of their own implies. */
    List<Component<T>> implying() {
      return all().stream()
          .map(word -> catalogue.named(kind, word))
          .filter(component -> !component.implying().isEmpty())
          .toList();
    }

    @Override
    public Object write(Object value) {
      Component<?> component = catalogue.of(kind, value);
      return component.settings().isEmpty() ? component.word() : component.write(value);
    }

    @Override
    public String words(Limits limits) {
      return Section.oneOf(all());
    }

    @Override
    public ObjectNode schema(Schema schema, Limits limits) {
      return isWord() ? Schema.words(all()) : schema.named(this);
    }

    @Override
    public void keys(String path, Map<String, List<String>> into) {
      into.put(isWord() ? path : path + ".kind", all());
      for (String word : all()) {
        if (path.split("\\.").length < DEEPEST) { // curves are made of curves
          catalogue.named(kind, word).keys(path, into);
        }
      }
    }

    /** What it is called in a schema. */
    String name() {
      String narrower =
          type == kind.type() ? "" : "." + type.getSimpleName().toLowerCase(Locale.ROOT);
      return kind.name().replace(' ', '-') + narrower;
    }
  }

  /** Components of a kind, each under a name; the name is its word where no {@code kind} says another. */
  record NamedAll(Named<?> one) implements Form {
    @Override
    public Object read(Section section, String key, Supplier<String> expected) {
      Section inner = section.section(key);
      Map<String, Object> values = new LinkedHashMap<>();
      for (String name : inner.names()) {
        JsonNode node = inner.node(name);
        if (node.isString() || node.has("kind")) {
          values.put(name, one.read(inner, name, expected));
        } else if (one.all().contains(name)) {
          values.put(name, one.chosen(name, inner.section(name)).make(Map.of()));
        } else {
          throw inner.refused(
              name,
              "is no " + one.kind().name() + Spelling.hint(Excerpt.of(name), one.all()) + ": name "
                  + one.words(Limits.NONE) + ", or say which it is with kind.");
        }
      }
      return Collections.unmodifiableMap(values);
    }

    @Override
    public Object write(Object value) {
      Map<String, Object> written = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((name, component) -> {
        Map<String, Object> settings = one.catalogue().of(one.kind(), component).write(component);
        if (name.equals(settings.get("kind"))) {
          settings.remove("kind");
        }
        written.put((String) name, settings);
      });
      return written;
    }

    @Override
    public String words(Limits limits) {
      return "a map of " + one.kind().name() + "s: " + String.join(", ", one.all());
    }

    @Override
    public ObjectNode schema(Schema schema, Limits limits) {
      ObjectNode map = Schema.object().put("type", "object");
      ObjectNode properties = map.putObject("properties");
      for (String word : one.all()) {
        properties
            .putObject(word)
            .putArray("anyOf")
            .add(schema.settings(one, word))
            .add(schema.named(one));
      }
      return map.set("additionalProperties", schema.named(one));
    }

    @Override
    public void keys(String path, Map<String, List<String>> into) {
      one.all()
          .forEach(word -> one.catalogue().named(one.kind(), word).keys(path + "." + word, into));
    }
  }

  /** A record that is no component of a kind: a part of a recipe. */
  record Part(Component<?> component) implements Form {
    @Override
    public Object read(Section section, String key, Supplier<String> expected) {
      Section inner = section.section(key);
      Object value = component.read(inner, Map.of());
      inner.done();
      return value;
    }

    @Override
    public Object write(Object value) {
      return component.write(value);
    }

    @Override
    public String words(Limits limits) {
      return "a map of keys";
    }

    @Override
    public ObjectNode schema(Schema schema, Limits limits) {
      return schema.of(component);
    }

    @Override
    public void keys(String path, Map<String, List<String>> into) {
      component.keys(path, into);
    }
  }

  /** A component of a kind with further settings beside its own: a map, or its word alone. */
  record Entry(Component<?> component) implements Form {
    @Override
    public Object read(Section section, String key, Supplier<String> expected) {
      Section inner = section.worded(key);
      Object value = component.read(inner, Map.of());
      inner.done();
      return value;
    }

    @Override
    public Object write(Object value) {
      Map<String, Object> written = component.write(value);
      Object word = written.get("kind");
      return written.size() == 1 && word != null ? word : written;
    }

    @Override
    public String words(Limits limits) {
      Named<?> one = component.flat();
      return one == null ? "a map of keys" : one.words(limits);
    }

    @Override
    public ObjectNode schema(Schema schema, Limits limits) {
      return schema.entry(component);
    }
  }

  /** The form of a type, or null if no recipe can write its values. */
  static @Nullable Form of(Catalogue catalogue, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Form last = of(catalogue, arguments[arguments.length - 1]);
      if (generic.getRawType() == List.class && last != null) {
        return new Several(last, last instanceof Real);
      }
      return generic.getRawType() == Map.class && last instanceof Named<?> named
          ? new NamedAll(named)
          : null;
    }
    if (!(type instanceof Class<?> raw)) {
      return null;
    }
    if (raw == double.class || raw == Double.class) {
      return new Real();
    }
    if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
      return new Whole(raw == int.class || raw == Integer.class);
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return new Flag();
    }
    if (raw == String.class) {
      return new Text();
    }
    if (raw == Selection.class) {
      return new Parameters();
    }
    if (raw.isEnum()) {
      return new Constant(
          Arrays.stream(raw.getEnumConstants()).map(each -> (Enum<?>) each).toList());
    }
    Kind<?> kind = catalogue.kind(raw);
    return kind == null ? null : new Named<>(catalogue, kind, raw);
  }
}
