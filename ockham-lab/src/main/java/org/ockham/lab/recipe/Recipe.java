package org.ockham.lab.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.catalogue.Section;
import org.ockham.lab.catalogue.Setting;
import org.ockham.lab.catalogue.Spelling;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is trained on what and how, with variants to compare: a YAML file, read strictly.
 *
 * <pre>{@code
 * about: A small network on handwritten digits.
 * data: {set: mnist, train: 0.8, validation: 0.2}
 * model: {kind: mlp, hidden: [256, 256]}
 * optimizer: {kind: adam, lr: 0.001}
 * train: {epochs: 5, batch: 64}
 * variants:
 *   plain: {}
 *   l2: {optimizer.weightDecay: 1.0e-5}
 * seeds: [0, 1, 2]
 * }</pre>
 *
 * <p>A variant is a map of dotted keys onto values that it changes; the first is the one that is trained unless another is
 * asked for. {@code quick} is such a map too, with the changes that make a first look short; {@code search} says which
 * settings a search may choose ({@link SearchPlan}), {@code compare} how variants are compared ({@link ComparisonPlan}). A recipe in a
 * file may stand over another, which {@code extend} names: maps are merged, all else is replaced, and a variant that is null is left
 * out. A recipe is a value: {@link #with} and {@link #quick} give changed copies.
 */
public final class Recipe {

  /** The recipes that come with Ockham, in the order in which to show them. */
  private static final List<String> SHIPPED = List.of(
      "mnist-mlp",
      "mnist-5pct",
      "cifar-cnn",
      "l1-sparsity",
      "early-stopping",
      "cifar-augment",
      "cifar-autoaugment",
      "cifar-dropout",
      "cifar-batchnorm",
      "cifar-gaussian-noise",
      "search-strategies",
      "perceptron",
      "two-linear-neurons",
      "vanishing-gradient",
      "one-cycle",
      "gradient-clipping",
      "sgd-bias",
      "momentum",
      "housing",
      "multilabel");

  static final String NAME = "[A-Za-z0-9][A-Za-z0-9._+-]{0,63}";
  private static final String NAME_WORDS =
      "letters, digits and .-_+, a letter or digit first, at most 64";

  /** The sections of settings. */
  private static final List<String> SECTIONS =
      Variant.COMPONENT.settings().stream().map(Setting::word).toList();

  static final List<String> CHANGEABLE =
      Stream.concat(SECTIONS.stream(), Stream.of("seeds")).toList();

  private static final String QUICK = "quick";

  /** How many variants are named where one is not known. */
  private static final int MOST_NAMES = 20;

  private final ObjectNode tree;
  private final List<Change> overrides;
  private final Places places;
  private final String name;
  private final String about;
  private final List<Long> seeds;
  private final Map<String, Variant> variants;
  private final String first;

  /** Variants that the overrides leave no sense in, as another optimiser does in one that changes a setting of the first. */
  private final Map<String, RecipeException> unfit = new LinkedHashMap<>();

  private final @Nullable SearchPlan search;
  private final ComparisonPlan comparison;

  /**
   * @param tree what is written
   * @param overrides what is changed in every variant
   * @param places where it is written
   * @param name its name, if it does not say another
   */
  private Recipe(ObjectNode tree, List<Change> overrides, Places places, String name) {
    this.tree = tree;
    this.overrides = List.copyOf(overrides);
    this.places = places;
    Section root = new Section(tree, "", places);
    this.name = root.text("name", name);
    if (!this.name.matches(NAME)) {
      throw root.refused(
          "name", "is '" + Excerpt.of(this.name) + "', but must be " + NAME_WORDS + ".");
    }
    about = root.text("about", "").strip();
    SECTIONS.forEach(root::has);
    Section overridden = section(tree, new ChangedPlaces(places));
    seeds = seeds(overridden);
    root.has("seeds");
    Variant base = resolve("base", null);
    Section quick = root.section(QUICK);
    if (!quick.names().isEmpty()) {
      resolve(QUICK, quick);
    }
    Section changes = root.section("variants");
    variants = new LinkedHashMap<>();
    for (String variant : changes.names()) {
      if (!variant.matches(NAME)) {
        throw changes.refused(variant, "is no name for a variant: it must be " + NAME_WORDS + ".");
      }
      try {
        variants.put(variant, resolve(variant, changes.section(variant)));
      } catch (RecipeException e) {
        if (overrides.isEmpty()) {
          throw e;
        }
        unfit.put(variant, e);
      }
    }
    if (changes.names().isEmpty()) {
      variants.put(base.name(), base);
    }
    first = changes.names().isEmpty() ? base.name() : changes.names().get(0);
    root.has("search");
    search = overridden.has("search") ? search(overridden.section("search"), base) : null;
    root.has("compare");
    comparison = comparison(overridden, changes);
    root.done();
  }

  private ComparisonPlan comparison(Section overridden, Section variants) {
    Section section = overridden.section("compare");
    ComparisonPlan plan = ComparisonPlan.read(section, new SearchSpaceReader(Recipe::isSetting));
    if (plan.baseline() != null && !variants.names().contains(plan.baseline())) {
      throw section.refused(
          "baseline",
          "is '" + Excerpt.of(plan.baseline()) + "', which is no variant"
              + Spelling.hint(plan.baseline(), variants.names()) + ".");
    }
    return plan;
  }

  private SearchPlan search(Section section, Variant base) {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    overrides.stream()
        .filter(Change::byUser)
        .forEach(change -> given.put(change.key(), change.value()));
    SearchPlan plan =
        SearchPlan.read(section, new SearchSpaceReader(Recipe::isSetting), base).fixing(given);
    try {
      base.checkMeasured("objective", plan.objective());
    } catch (IllegalArgumentException e) {
      throw section.refused(
          "objective", String.valueOf(e.getMessage()).substring("objective ".length()));
    }
    for (Map<String, JsonNode> sample : plan.space().samples()) {
      ObjectNode changes = tree.objectNode();
      sample.forEach(changes::set);
      resolve("search", new Section(changes, "search.space", places));
    }
    return plan;
  }

  /** The names of the recipes that come with Ockham. */
  public static List<String> shipped() {
    return SHIPPED;
  }

  /**
   * The recipe of this name, or in this file: a name is looked up among those that come with Ockham; what has a separator
   * or ends in {@code .yaml} or {@code .yml} is a file.
   *
   * @throws RecipeException if there is none, or it cannot be followed
   */
  public static Recipe of(String nameOrFile) {
    if (SHIPPED.contains(nameOrFile)) {
      return named(nameOrFile);
    }
    try {
      Path file = Path.of(nameOrFile);
      if (nameOrFile.matches("(?i).*([/\\\\].*|\\.ya?ml)")
          || (Files.exists(file) && !Files.isDirectory(file))) {
        return read(file);
      }
    } catch (InvalidPathException e) {
      // It is neither a file nor a name.
    }
    throw new RecipeException("There is no recipe named '" + Excerpt.of(nameOrFile) + "'"
        + Spelling.hint(nameOrFile, SHIPPED) + ": the names are " + String.join(", ", SHIPPED)
        + "; a file ends in .yaml.");
  }

  /** The recipe in this file. */
  public static Recipe read(Path file) {
    Path last = file.getFileName();
    String stem = last == null ? "recipe" : last.toString().replaceFirst("(?i)\\.ya?ml$", "");
    String name = stem.replaceAll("[^A-Za-z0-9._+-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    return written(Extension.of(file), name.isEmpty() ? "recipe" : name);
  }

  /**
   * The recipe that a model file carries. It names no folder: a table's file is opened only in the directory that the user gives.
   *
   * @param origin the model file, for what is refused
   */
  public static Recipe ofJson(String origin, String json) {
    ObjectNode tree = Yaml.map(origin, json); // JSON is YAML
    TablePaths.names(tree);
    return new Recipe(tree, List.of(), Places.of(origin), "recipe");
  }

  private static Recipe written(Yaml.Document document, String name) {
    return new Recipe(document.map(), List.of(), document.places(), name);
  }

  private static Recipe named(String name) {
    return written(Extension.ofShipped(name), name);
  }

  /** What the file of a recipe that comes with Ockham says. */
  static Yaml.Document text(String name) {
    String file = name + ".yaml";
    try (InputStream in = Recipe.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the recipe " + file + " is missing from the jar");
      }
      return Yaml.document(name, Yaml.text(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How recipes are written: JSON Schema (draft 2020-12), for editors that complete and check. */
  public static ObjectNode schema() {
    return new RecipeSchema().document();
  }

  /** The dotted keys of all settings there are, with the words that each takes where these are few. */
  public static Map<String, List<String>> keys() {
    Map<String, List<String>> keys = new TreeMap<>(Map.of("seeds", List.of()));
    Variant.COMPONENT.keys("", keys);
    return keys;
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** What it is for. */
  public String about() {
    return about;
  }

  /** The seeds that its comparison runs over. */
  public List<Long> seeds() {
    return seeds;
  }

  /**
   * How its settings are searched.
   *
   * @throws RecipeException if it does not say, or nothing is left to choose
   */
  public SearchPlan search() {
    if (search == null) {
      throw new RecipeException(
          places.whole() + ": has no section search: add one with a space, such as"
              + " search: {space: {optimizer.lr: {from: 1e-4, to: 1e-2, log: true}}}.");
    }
    if (search.space().dimensions().isEmpty()) {
      throw new RecipeException(
          places.at("search") + ": all that its search might choose is given ("
              + String.join(", ", search.fixed().keySet())
              + "): leave something out, or train without a search.");
    }
    return search;
  }

  /** How its variants are compared. */
  public ComparisonPlan comparison() {
    return comparison;
  }

  /**
   * Its variants in the order of the file; there is at least one.
   *
   * @throws RecipeException if what was changed in all of them does not go with one
   */
  public List<Variant> variants() {
    for (RecipeException failure : unfit.values()) {
      throw failure;
    }
    return List.copyOf(variants.values());
  }

  /** The first of its variants. */
  public Variant variant() {
    return variant(first);
  }

  /**
   * The variant of this name.
   *
   * @throws RecipeException if there is none, or what was changed in all of them does not go with it
   */
  public Variant variant(String wanted) {
    RecipeException failure = unfit.get(wanted);
    if (failure != null) {
      throw failure;
    }
    Variant variant = variants.get(wanted);
    if (variant == null) {
      throw new RecipeException(
          places.at("variants") + ": there is no variant '" + Excerpt.of(wanted) + "'"
              + Spelling.hint(wanted, variants.keySet()) + ", only "
              + Excerpt.ofNames(variants.keySet(), MOST_NAMES) + ".");
    }
    return variant;
  }

  /**
   * A copy with one setting changed in all variants, whatever they say themselves.
   *
   * @param key dotted, such as {@code optimizer.lr}
   * @param value as it would stand in a recipe
   * @param source where it was given, for what is refused: {@code --set optimizer.lr=1e-4}
   */
  public Recipe with(String key, String value, String source) {
    return with(List.of(Change.of(key, value, source)));
  }

  /** A copy with several settings changed, a later one over an earlier; they are judged together, so their order is free. */
  public Recipe with(List<Change> changes) {
    for (Change change : changes) {
      if (!isSetting(change.key()) && !isOfSearch(change.key())) {
        throw new RecipeException(change.source() + ": there is no setting '"
            + Excerpt.of(change.key()) + "'" + hint(change.key()) + ", only those in "
            + String.join(", ", CHANGEABLE)
            + ", such as optimizer.lr.");
      }
    }
    return new Recipe(
        tree, Stream.concat(overrides.stream(), changes.stream()).toList(), places, name);
  }

  /**
   * A copy with settings changed in all variants, whatever they say themselves.
   *
   * @param settings by dotted key
   * @param source where they come from, for what is refused: {@code trial 3}
   */
  public Recipe with(Map<String, JsonNode> settings, String source) {
    List<Change> more = new ArrayList<>(overrides);
    settings.forEach((key, value) -> more.add(new Change(key, value, source, false)));
    return new Recipe(tree, more, places, name);
  }

  /** A copy with the changes of its section {@code quick}: something to look at soon. */
  public Recipe quick() {
    Section quick = new Section(tree, "", places).section(QUICK);
    if (quick.names().isEmpty()) {
      throw new RecipeException(
          places.whole() + ": has no section quick: leave --quick out, or add one.");
    }
    ObjectNode copy = tree.deepCopy();
    quick.names().forEach(key -> put(copy, key, quick.node(key), quick.at(key)));
    return new Recipe(copy, overrides, places.moved(quick.path(), quick.names()), name);
  }

  /** The settings with some changes, if any, and the overrides. */
  private Variant resolve(String variant, @Nullable Section changes) {
    // Not the whole tree: a search has thousands of values at times, each of which is resolved.
    ObjectNode settings = tree.objectNode();
    CHANGEABLE.stream()
        .filter(tree::has)
        .forEach(key -> settings.set(key, tree.get(key).deepCopy()));
    ChangedPlaces changed = new ChangedPlaces(places);
    if (changes != null) {
      String suffix = ", " + Excerpt.of(changes.path());
      for (String key : changes.names()) {
        if (!isSetting(key) && !(variant.equals(QUICK) && isOfSearch(key))) {
          throw changes.refused(
              key,
              "changes nothing" + hint(key) + ": the settings are in "
                  + String.join(", ", CHANGEABLE) + ", such as optimizer.lr.");
        }
        put(settings, key, changes.node(key), changes.at(key) + suffix);
        changed.change(key, rest -> changes.at(key + rest) + suffix);
      }
    }
    Section root = section(settings, changed);
    SchedulePlan.complete(root);
    return Variant.COMPONENT.read(root, Map.of("recipe", name, "name", variant, "about", about));
  }

  /** These settings with the overrides on top. */
  private Section section(ObjectNode settings, ChangedPlaces changed) {
    ObjectNode overridden = settings.deepCopy();
    for (Change override : overrides) {
      put(overridden, override.key(), override.value(), override.source());
      changed.change(override.key(), rest -> override.source());
    }
    return new Section(overridden, "", changed);
  }

  private static List<Long> seeds(Section section) {
    if (!section.has("seeds")) {
      return List.of(0L);
    }
    JsonNode list = section.node("seeds");
    Set<Long> seeds = new LinkedHashSet<>();
    for (JsonNode seed : list) {
      if (seed.isIntegralNumber() && seed.canConvertToLong()) {
        seeds.add(seed.longValue());
      }
    }
    if (!list.isArray() || list.isEmpty() || seeds.size() < list.size()) {
      throw section.refused("seeds", list, "a list of different whole numbers, such as [0, 1, 2]");
    }
    return List.copyOf(seeds);
  }

  /** The section that a key's first part was meant to be. */
  private static String hint(String key) {
    return Spelling.hint(key.split("\\.", 2)[0], CHANGEABLE);
  }

  private static boolean isSetting(String key) {
    return CHANGEABLE.contains(key.split("\\.", 2)[0]);
  }

  /** Whether it says how to search or compare: a variant cannot change that, but the whole recipe can. */
  private static boolean isOfSearch(String key) {
    return key.startsWith("search.") || key.startsWith("compare.");
  }

  private static void put(ObjectNode tree, String key, JsonNode value, String source) {
    JsonNode place = tree;
    String[] path = key.split("\\.", -1);
    for (int i = 0; i < path.length - 1; i++) {
      JsonNode next = at(place, path[i]);
      if (next == null || next.isString()) { // a component by its word alone gets a setting
        ObjectNode map = tree.objectNode();
        if (next != null) {
          map.put("kind", next.stringValue());
        }
        set(place, path[i], map, key, source);
        next = map;
      }
      if (!next.isContainer()) {
        throw new RecipeException(source + ": there is no key " + Excerpt.of(key) + ": "
            + Excerpt.of(path[i]) + " is " + Section.describe(next) + ".");
      }
      place = next;
    }
    set(place, path[path.length - 1], value, key, source);
  }

  /** What stands under a key of a map, or at a place of a list; null if nothing does. */
  private static @Nullable JsonNode at(JsonNode place, String part) {
    return place instanceof ArrayNode list ? list.get(index(part)) : place.get(part);
  }

  private static void set(JsonNode place, String part, JsonNode value, String key, String source) {
    if (place instanceof ObjectNode map) {
      map.set(part, value);
    } else if (place instanceof ArrayNode list && list.has(index(part))) {
      list.set(index(part), value);
    } else {
      throw new RecipeException(source + ": there is no key " + Excerpt.of(key) + ": "
          + Excerpt.of(part) + " is no place in a list of " + place.size()
          + ", which are counted from 0.");
    }
  }

  /** The place in a list; −1 if it is none. */
  private static int index(String part) {
    return part.matches("\\d{1,6}") ? Integer.parseInt(part) : -1;
  }
}
