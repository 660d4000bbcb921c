package org.ockham.lab.catalogue;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Copy;

/**
 * Something that recipes name by a word, with settings: those of its record, whose prototype has the defaults and whose
 * constructor judges. All that recipes, help and schema know of it is derived from these two; the methods that return it add,
 * where it is registered, what a record cannot say.
 *
 * @param <T> what it is
 */
public final class Component<T> {

  private final Catalogue catalogue;
  private final Kind<?> kind;
  private final String word;
  private final T prototype;
  private final RecordComponent[] components;
  private final Set<String> required = new HashSet<>();
  private final Set<String> hidden = new HashSet<>();
  private final Set<String> fixed = new HashSet<>();
  private final Set<String> scalars = new HashSet<>();
  private final Map<String, Component<?>> parts = new HashMap<>();
  private final Map<String, Predicate<T>> idle = new HashMap<>();
  private final Map<String, Function<T, Object>> derived = new LinkedHashMap<>();
  private String flat = "";
  private String implying = "";
  private List<String> filled = List.of();
  private String about = "";
  private @Nullable List<Setting> settings;

  /** @param isWhole whether the prototype is all there is of it, even if it is a record */
  Component(Catalogue catalogue, Kind<?> kind, String word, T prototype, boolean isWhole) {
    this.catalogue = catalogue;
    this.kind = kind;
    this.word = word;
    this.prototype = prototype;
    RecordComponent[] found = isWhole ? null : prototype.getClass().getRecordComponents();
    components = found == null ? new RecordComponent[0] : found;
    for (RecordComponent component : components) {
      component
          .getAccessor()
          .setAccessible(true); // a record may be nested in a class of the user's
    }
  }

  /** Says in half a sentence what it does. */
  public Component<T> about(String about) {
    this.about = about;
    return this;
  }

  /** These have no sensible default: recipes must give them. */
  public Component<T> requires(String... names) {
    required.addAll(known(names));
    return this;
  }

  /** These are what the word means: recipes cannot change them. */
  public Component<T> fixes(String... names) {
    fixed.addAll(known(names));
    return hides(names);
  }

  /** These come from elsewhere, as a seed does: recipes cannot give them. */
  public Component<T> hides(String... names) {
    hidden.addAll(known(names));
    return this;
  }

  /** Where this one is not given, it follows from the others. */
  public Component<T> derives(String name, Function<T, Object> from) {
    known(name);
    derived.put(name, from);
    return this;
  }

  /** This one has no effect in some cases; it is not written then. */
  public Component<T> idle(String name, Predicate<T> when) {
    known(name);
    idle.put(name, when);
    return this;
  }

  /**
   * This one is a record of settings that has no word, or a list of such records: of components of a kind, say, that have settings
   * {@linkplain #flat beside} their own.
   */
  public Component<T> part(String name, Component<?> component) {
    known(name);
    parts.put(name, component);
    return this;
  }

  /** Where this one is given and no {@code kind}, it is meant: no other of the kind has it. */
  public Component<T> impliedBy(String name) {
    known(name);
    implying = kind.words().getOrDefault(name, name);
    return this;
  }

  /** What recipes call the setting that tells it from others; empty if none does. */
  String implying() {
    return implying;
  }

  /** These are lists of numbers for which one number may stand. */
  public Component<T> scalars(String... names) {
    scalars.addAll(known(names));
    return this;
  }

  /**
   * The settings of this one, which is a component of a kind, stand beside the others.
   *
   * @param filled those of its settings that are known from elsewhere, so that recipes may leave them out
   */
  public Component<T> flat(String name, String... filled) {
    known(name);
    flat = name;
    this.filled = List.of(filled);
    return this;
  }

  /** Whether a setting of the one whose settings stand beside the others may be left out. */
  boolean knows(String name) {
    return filled.contains(name);
  }

  private List<String> known(String... names) {
    List<String> all = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (String name : names) {
      if (!all.contains(name)) {
        throw new IllegalArgumentException(prototype.getClass().getName() + " has no component '"
            + name + "'" + Spelling.hint(name, all) + ": it has " + String.join(", ", all));
      }
    }
    return List.of(names);
  }

  /** What recipes call it; empty for a part of a recipe. */
  public String word() {
    return word;
  }

  /** What it does, in half a sentence; empty if nobody said. */
  public String about() {
    return about;
  }

  /** The class that it is. */
  public Class<?> type() {
    return prototype.getClass();
  }

  /** What recipes can say of it, in the order of its record. */
  public synchronized List<Setting> settings() {
    List<Setting> known = settings;
    if (known == null) {
      settings = known = find();
    }
    return known;
  }

  private List<Setting> find() {
    List<Setting> found = new ArrayList<>();
    for (RecordComponent each : components) {
      String name = each.getName();
      Form form = form(each);
      if (form != null && !hidden.contains(name)) {
        String called = kind.words().getOrDefault(name, name);
        found.add(
            new Setting(this, each, called, form, required.contains(name), name.equals(flat)));
      }
    }
    return List.copyOf(found);
  }

  private @Nullable Form form(RecordComponent each) {
    Component<?> part = parts.get(each.getName());
    if (part != null) {
      if (each.getType() != List.class) {
        return new Form.Part(part);
      }
      return new Form.Several(
          part.flat() == null ? new Form.Part(part) : new Form.Entry(part), false);
    }
    Form form = Form.of(catalogue, each.getGenericType());
    return form instanceof Form.Several several && scalars.contains(each.getName())
        ? new Form.Several(several.element(), true)
        : form;
  }

  /** The one of its settings whose own stand beside the others, or null. */
  Form.@Nullable Named<?> flat() {
    return settings().stream()
        .filter(Setting::isFlat)
        .map(setting -> (Form.Named<?>) setting.form())
        .findFirst()
        .orElse(null);
  }

  boolean isA(Class<?> type) {
    return type.isInstance(prototype);
  }

  /** Whether a value is one of these, and not of another that shares its class. */
  boolean describes(Object value) {
    return components.length == 0
        ? value.equals(prototype)
        : value.getClass() == prototype.getClass()
            && fixed.stream()
                .allMatch(
                    name -> Objects.equals(values(value).get(name), defaults().get(name)));
  }

  /**
   * Reads it.
   *
   * @param supplied values by the names in the record, which stand where the section says nothing
   * @throws RecipeException if a setting is missing, of the wrong type, or refused by the record
   */
  public T read(Section section, Map<String, ?> supplied) {
    if (components.length == 0) {
      return prototype;
    }
    Map<String, @Nullable Object> values = defaults();
    Set<String> given = new HashSet<>(supplied.keySet());
    given.retainAll(values.keySet());
    given.forEach(name -> values.put(name, supplied.get(name)));
    settings().stream()
        .filter(setting -> !setting.isFlat())
        .forEach(setting -> section.has(setting.word())); // before one is missed
    for (Setting setting : settings()) {
      boolean isSaid = setting.isFlat() || section.has(setting.word());
      if (isSaid || (setting.isRequired() && !given.contains(setting.name()))) {
        values.put(setting.name(), setting.read(section));
        given.add(setting.name());
      }
    }
    try {
      T made = make(values);
      for (Map.Entry<String, Function<T, Object>> follows : derived.entrySet()) {
        if (!given.contains(follows.getKey())) {
          values.put(follows.getKey(), follows.getValue().apply(made));
        }
      }
      return derived.isEmpty() ? made : make(values);
    } catch (IllegalArgumentException e) {
      throw refused(section, values, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The record's own words, with the key in place of the component's name, or of a place below it; where they name none, the key of the setting that is
   * to blame: with its default the record would be taken.
   */
  private RecipeException refused(
      Section section, Map<String, @Nullable Object> values, String message) {
    for (Setting setting : settings()) {
      Matcher named =
          Pattern.compile("(?s)" + setting.name() + "((?:\\.\\w+)*) (.*)").matcher(message);
      if (named.matches()) {
        return section.refused(setting.word() + named.group(1), named.group(2));
      }
    }
    for (Setting setting : settings()) {
      Map<String, @Nullable Object> others = new LinkedHashMap<>(values);
      others.put(setting.name(), defaults().get(setting.name()));
      if (section.has(setting.word()) && isTaken(others)) {
        return section.refused(setting.word(), "cannot be so: " + message);
      }
    }
    return section.refused(message);
  }

  /** Whether the record takes these values. */
  boolean isTaken(Map<String, @Nullable Object> values) {
    try {
      make(values);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** What is written for one: its word as {@code kind} if it has one, and its settings. */
  public Map<String, Object> write(Object value) {
    Map<String, Object> written = new LinkedHashMap<>();
    if (!word.isEmpty()) {
      written.put("kind", word);
    }
    Map<String, @Nullable Object> values = values(value);
    for (Setting setting : settings()) {
      Object one = values.get(setting.name());
      Predicate<T> without = idle.get(setting.name());
      if (one == null || one.equals(Map.of()) || (without != null && without.test(cast(value)))) {
        continue;
      }
      Object form = setting.form().write(one);
      if (setting.isFlat() && form instanceof Map<?, ?> beside) {
        beside.forEach((key, each) -> written.put((String) key, each));
      } else if (setting.isFlat()) {
        written.put("kind", form);
      } else {
        written.put(setting.word(), form);
      }
    }
    return written;
  }

  /**
   * The dotted keys of its settings.
   *
   * @param path of the section that it stands in; empty for the whole recipe
   * @param into gets each, with the words that it takes where these are few
   */
  public void keys(String path, Map<String, List<String>> into) {
    String before = path.isEmpty() ? "" : path + ".";
    for (Setting setting : settings()) {
      setting.form().keys(setting.isFlat() ? path : before + setting.word(), into);
    }
  }

  @Nullable
  Object standard(RecordComponent component) {
    return defaults().get(component.getName());
  }

  /** The prototype's values by name, in the order of the record; the map is the caller's. */
  Map<String, @Nullable Object> defaults() {
    return values(prototype);
  }

  private Map<String, @Nullable Object> values(Object value) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    try {
      for (RecordComponent component : components) {
        values.put(component.getName(), component.getAccessor().invoke(value));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the values of " + value + " cannot be read", e);
    }
    return values;
  }

  /**
   * One with these values, by name.
   *
   * @throws IllegalArgumentException as the record's constructor does
   */
  T make(Map<String, @Nullable Object> values) {
    return cast(Copy.of((Record) prototype, values));
  }

  @SuppressWarnings("unchecked") // of the prototype's class
  private T cast(Object value) {
    return (T) prototype.getClass().cast(value);
  }

  @Override
  public String toString() {
    return kind.name() + " " + word;
  }
}
