package org.ockham.lab.recipe;

import java.util.Collection;
import java.util.List;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.catalogue.Schema;
import tools.jackson.databind.node.ObjectNode;

/** How a recipe is written, for editors: JSON Schema, from the catalogue. */
final class RecipeSchema {

  private final Schema schema = new Schema();

  /** The whole of it. */
  ObjectNode document() {
    ObjectNode document = map();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("title", "Ockham recipe");
    ObjectNode properties = document.putObject("properties");
    properties
        .putObject("name")
        .put("type", "string")
        .put("pattern", "^" + Recipe.NAME + "$")
        .put("description", "What it is called; as its file if not given.");
    properties.putObject("about").put("type", "string").put("description", "What it is for.");
    properties
        .putObject("extend")
        .put("type", "string")
        .put(
            "description",
            "A recipe that this one stands over, by name or file: maps are merged, all else is replaced.");
    // What stands over another may say a part of a section only.
    document.putObject("if").putArray("required").add("extend");
    ObjectNode whole = document.putObject("else");
    Variant.COMPONENT.settings().forEach(section -> {
      properties.putObject(section.word());
      whole.withObject("properties").set(section.word(), schema.of(section));
      if (section.isRequired()) {
        whole.withArray("required").add(section.word());
      }
    });
    properties.set("seeds", seeds());
    ObjectNode variants = properties.putObject("variants").put("type", "object");
    variants.putObject("propertyNames").put("pattern", "^" + Recipe.NAME + "$");
    ObjectNode removed = Schema.object().put("type", "null");
    variants
        .putObject("additionalProperties")
        .putArray("anyOf")
        .add(changes(Recipe.CHANGEABLE))
        .add(removed);
    properties.set(
        "quick", changes(List.of(String.join("|", Recipe.CHANGEABLE), "search", "compare")));
    properties.set("search", search());
    properties.set("compare", compare());
    return document.set("$defs", schema.definitions());
  }

  private static ObjectNode map() {
    return Schema.object().put("type", "object").put("additionalProperties", false);
  }

  private static ObjectNode seeds() {
    ObjectNode seeds = Schema.object().put("type", "array").put("minItems", 1);
    seeds.put("uniqueItems", true).putObject("items").put("type", "integer");
    return seeds;
  }

  /** Dotted keys of these sections. */
  private static ObjectNode changes(Collection<String> sections) {
    ObjectNode changes = Schema.object().put("type", "object");
    changes
        .putObject("propertyNames")
        .put("pattern", "^(" + String.join("|", sections) + ")(\\..+)?$");
    return changes;
  }

  private ObjectNode search() {
    ObjectNode search = schema.of(SearchPlan.COMPONENT);
    ObjectNode properties = (ObjectNode) search.get("properties");
    strategy(properties);
    ObjectNode strategy = map();
    strategy(strategy.putObject("properties"));
    properties.putObject("strategies").put("type", "object").set("additionalProperties", strategy);
    properties.set("space", Schema.reference("space"));
    search.withArray("required").add("space");
    ObjectNode space = schema.definitions().putObject("space").put("type", "object");
    ObjectNode options = Schema.object().put("type", "object");
    options.set("additionalProperties", Schema.reference("space"));
    space
        .putObject("additionalProperties")
        .putArray("anyOf")
        .add(scalar())
        .add(Schema.object().put("type", "array").put("minItems", 1))
        .add(schema.of(SearchSpaceReader.INTERVAL))
        .add(options);
    return search;
  }

  private ObjectNode compare() {
    ObjectNode compare = schema.of(ComparisonPlan.COMPONENT);
    ObjectNode tune = schema.of(ComparisonPlan.Tune.COMPONENT);
    ((ObjectNode) tune.get("properties")).set("space", Schema.reference("space"));
    ((ObjectNode) compare.get("properties")).set("tune", tune);
    return compare;
  }

  private void strategy(ObjectNode properties) {
    properties.set("sampler", schema.of(Catalogue.standard(), Kind.SAMPLER));
    properties.set("pruner", schema.of(Catalogue.standard(), Kind.PRUNER));
  }

  private static ObjectNode scalar() {
    ObjectNode scalar = Schema.object();
    scalar.putArray("type").add("number").add("string").add("boolean");
    return scalar;
  }
}
