package org.ockham.lab.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.catalogue.Limits.Bounds;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says in JSON Schema (<a href="https://json-schema.org/draft/2020-12/schema">draft 2020-12</a>) how components are written, for
 * editors that complete and check. What depends on several settings together is left to the records.
 */
public final class Schema {

  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode definitions = object();

  /** An empty node. */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** What is referred to, to be put under {@code $defs}. */
  public ObjectNode definitions() {
    return definitions;
  }

  /** A reference to a definition. */
  public static ObjectNode reference(String name) {
    return object().put("$ref", "#/$defs/" + name);
  }

  /** One of these words. */
  public static ObjectNode words(Collection<String> words) {
    ObjectNode schema = object();
    words.forEach(schema.putArray("enum")::add);
    return schema;
  }

  /** A map with the settings of a part of a recipe, and nothing else. */
  public ObjectNode of(Component<?> part) {
    Form.Named<?> flat = part.flat();
    return flat == null ? map(part, null) : choice(flat, part);
  }

  /** A reference to the components of a kind with the settings that a part has beside theirs. */
  ObjectNode entry(Component<?> part) {
    Form.Named<?> form = Objects.requireNonNull(part.flat());
    return defined(form.name() + ".entry", form, part);
  }

  /** Any component of a kind. */
  public ObjectNode of(Catalogue catalogue, Kind<?> kind) {
    return named(new Form.Named<>(catalogue, kind, kind.type()));
  }

  /** The settings of a component, and those that stand beside them. */
  private ObjectNode map(Component<?> component, @Nullable Component<?> around) {
    ObjectNode schema = object().put("type", "object");
    if (!component.about().isEmpty()) {
      schema.put("description", component.about());
    }
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    if (!component.word().isEmpty()) {
      properties.putObject("kind").put("const", component.word());
    }
    for (Setting setting : component.settings()) {
      properties.set(setting.word(), of(setting));
      if (setting.isRequired() && (around == null || !around.knows(setting.name()))) {
        required.add(setting.word());
      }
    }
    if (around != null) {
      around.settings().stream()
          .filter(setting -> !setting.isFlat())
          .forEach(setting -> properties.set(setting.word(), of(setting)));
    }
    return schema.put("additionalProperties", false);
  }

  /** A setting. */
  public ObjectNode of(Setting setting) {
    ObjectNode schema = setting.form().schema(this, setting.limits());
    if (setting.isOptional()) {
      ObjectNode either = object();
      either.putArray("anyOf").add(schema).add(object().put("type", "null"));
      return either;
    }
    Object standard = setting.standard();
    return standard == null ? schema : schema.set("default", JSON.valueToTree(standard));
  }

  /** A reference to the components of a kind that are of a type. */
  ObjectNode named(Form.Named<?> form) {
    return defined(form.name(), form, null);
  }

  private ObjectNode defined(String name, Form.Named<?> form, @Nullable Component<?> around) {
    if (!definitions.has(name)) {
      ObjectNode definition = definitions.putObject(name); // first, for curves are made of curves
      List<String> alone = new ArrayList<>();
      for (String word : form.all()) {
        if (form.catalogue().named(form.kind(), word).settings().stream()
            .noneMatch(Setting::isRequired)) {
          alone.add(word);
        }
      }
      ArrayNode either = definition.putArray("anyOf");
      if (!alone.isEmpty()) {
        either.add(words(alone));
      }
      either.add(choice(form, around));
    }
    return reference(name);
  }

  /** The settings of one component, defined once. */
  ObjectNode settings(Form.Named<?> form, String word) {
    String name = (form.kind().name() + "." + word).replace(' ', '-');
    if (!definitions.has(name)) {
      definitions.putObject(name);
      definitions.set(name, map(form.catalogue().named(form.kind(), word), null));
    }
    return reference(name);
  }

  /** A map whose kind says which settings it has. */
  private ObjectNode choice(Form.Named<?> form, @Nullable Component<?> around) {
    ObjectNode schema = object().put("type", "object");
    ArrayNode named = object().putArray("anyOf");
    named.addObject().putArray("required").add("kind");
    form.implying().forEach(each -> named.addObject().putArray("required").add(each.implying()));
    if (named.size() == 1) {
      schema.setAll((ObjectNode) named.get(0));
    } else {
      schema.set("anyOf", named);
    }
    schema.putObject("properties").set("kind", words(form.all()));
    ArrayNode all = schema.putArray("allOf");
    for (Component<?> each : form.implying()) {
      ObjectNode one = all.addObject();
      one.putObject("if").putArray("required").add(each.implying());
      one.putObject("then").putObject("properties").putObject("kind").put("const", each.word());
      one.withObject("then").set("$ref", settings(form, each.word()).get("$ref"));
    }
    for (String word : form.all()) {
      ObjectNode one = all.addObject();
      one.putObject("if").putObject("properties").putObject("kind").put("const", word);
      one.withObject("if").putArray("required").add("kind");
      one.set(
          "then",
          around == null
              ? settings(form, word)
              : map(form.catalogue().named(form.kind(), word), around));
    }
    return schema;
  }

  /** A number within bounds. */
  static ObjectNode number(String type, Bounds bounds) {
    ObjectNode schema = object().put("type", type);
    limit(schema, bounds.leastIsOut() ? "exclusiveMinimum" : "minimum", bounds.least());
    limit(schema, bounds.mostIsOut() ? "exclusiveMaximum" : "maximum", bounds.most());
    return schema;
  }

  /** A list of so many. */
  static ObjectNode list(ObjectNode items, Bounds size) {
    ObjectNode schema = object().put("type", "array").set("items", items);
    limit(schema, "minItems", size.least());
    limit(schema, "maxItems", size.most());
    return schema;
  }

  private static void limit(ObjectNode schema, String keyword, @Nullable Number bound) {
    if (bound instanceof Double real) {
      schema.put(keyword, real);
    } else if (bound != null) {
      schema.put(keyword, bound.longValue());
    }
  }
}
