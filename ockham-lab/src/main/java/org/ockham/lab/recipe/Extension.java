package org.ockham.lab.recipe;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.catalogue.Spelling;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recipe over another one, which its key {@code extend} names: maps are merged key by key, all else is replaced. A component of
 * another kind replaces the whole of the one below, and so does a variant; a variant that is null is none.
 */
final class Extension {

  private static final String EXTEND = "extend";
  private static final String VARIANTS = "variants";
  private static final int DEEPEST = 8;

  /**
   * One of a chain of recipes.
   *
   * @param document what it says itself
   * @param file where it is; null for one that comes with Ockham
   * @param extending the names of those that it is below, itself last
   */
  private record Link(Yaml.Document document, @Nullable Path file, List<String> extending) {}

  private Extension() {}

  /** A recipe that comes with Ockham, whole. */
  static Yaml.Document ofShipped(String name) {
    return whole(new Link(Recipe.text(name), null, List.of(name)));
  }

  /** The recipe in a file, whole. */
  static Yaml.Document of(Path file) {
    return whole(new Link(read(file), file, List.of(identity(file))));
  }

  private static Yaml.Document read(Path file) {
    Yaml.Document document = Yaml.read(file);
    TablePaths.from(file.toAbsolutePath().resolveSibling(""), "", document.map());
    return document;
  }

  private static Yaml.Document whole(Link link) {
    Yaml.Document document = link.document;
    JsonNode named = document.map().get(EXTEND);
    if (named == null) {
      return document;
    }
    String at = document.places().at(EXTEND);
    if (!named.isString() || named.stringValue().isBlank()) {
      throw new RecipeException(
          at + ": extend must be the name of a recipe that comes with Ockham, or a file.");
    }
    Yaml.Document base = whole(below(link, named.stringValue(), at));
    Map<String, String> lines = new HashMap<>(base.places().lines());
    ObjectNode merged = base.map().deepCopy();
    merged.remove("name");
    ObjectNode over = document.map().deepCopy();
    over.remove(EXTEND);
    merge(merged, over, "", lines);
    lines.putAll(document.places().lines());
    return new Yaml.Document(merged, new Places(document.places().whole(), lines));
  }

  private static Link below(Link link, String named, String at) {
    boolean isShipped = Recipe.shipped().contains(named);
    Path file = isShipped ? null : file(link, named, at);
    String name = file == null ? named : identity(file);
    if (link.extending.contains(name)) {
      throw new RecipeException(at + ": extend is " + Excerpt.of(named)
          + ", which extends this recipe itself: leave it out.");
    }
    if (link.extending.size() > DEEPEST) {
      throw new RecipeException(at + ": extend is " + Excerpt.of(named) + ", but at most " + DEEPEST
          + " recipes may stand below one: write them together.");
    }
    List<String> extending =
        Stream.concat(link.extending.stream(), Stream.of(name)).toList();
    try {
      return new Link(file == null ? Recipe.text(named) : read(file), file, extending);
    } catch (RecipeException e) {
      throw new RecipeException(at + ": extend is " + Excerpt.of(named) + ": " + e.getMessage(), e);
    }
  }

  private static Path file(Link link, String named, String at) {
    if (link.file != null && named.matches("(?i).*([/\\\\].*|\\.ya?ml)")) {
      try {
        return link.file.resolveSibling(named);
      } catch (InvalidPathException e) {
        // It is refused below.
      }
    }
    throw new RecipeException(at + ": extend is '" + Excerpt.of(named) + "'"
        + Spelling.hint(named, Recipe.shipped()) + ", but must be one of "
        + String.join(", ", Recipe.shipped()) + ", or a file that ends in .yaml.");
  }

  private static String identity(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  private static void merge(
      ObjectNode below, ObjectNode over, String path, Map<String, String> lines) {
    for (Map.Entry<String, JsonNode> entry : over.properties()) {
      String key = entry.getKey();
      String inner = path.isEmpty() ? key : path + "." + key;
      ObjectNode map = path.equals(VARIANTS) ? null : mergeable(below.get(key), entry.getValue());
      if (map != null) {
        below.set(key, map);
        merge(map, (ObjectNode) entry.getValue(), inner, lines);
        continue;
      }
      lines.keySet().removeIf(each -> each.equals(inner) || each.startsWith(inner + "."));
      if (path.equals(VARIANTS) && entry.getValue().isNull()) {
        below.remove(key);
      } else {
        below.set(key, entry.getValue());
      }
    }
  }

  /** The map below that another is merged into; null if it is replaced. */
  private static @Nullable ObjectNode mergeable(@Nullable JsonNode below, JsonNode over) {
    if (!(over instanceof ObjectNode map) || below == null) {
      return null;
    }
    ObjectNode worded = below.isString() ? map.objectNode().put("kind", below.stringValue()) : null;
    ObjectNode base = below instanceof ObjectNode one ? one : worded;
    boolean isOther = base != null && map.has("kind") && !map.get("kind").equals(base.get("kind"));
    return isOther ? null : base;
  }
}
