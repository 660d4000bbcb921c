package org.ockham.lab.recipe;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Where the files are that a recipe's {@code data.table} names, in its settings, its variants and what changes them. */
final class TablePaths {

  /** A key of one, perhaps of a variant. */
  private static final Pattern KEY = Pattern.compile("(.+\\.)?data\\.table\\.(file|test)");

  /** Folders, as any system writes them. */
  private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);

  private TablePaths() {}

  /**
   * With those that are relative taken from a folder on.
   *
   * @param path the dotted key that the node stands under; empty for a whole recipe
   */
  static JsonNode from(Path folder, String path, JsonNode node) {
    return changed(path, node, name -> {
      try {
        return name.isEmpty()
            ? name
            : folder.resolve(name).toAbsolutePath().normalize().toString();
      } catch (InvalidPathException e) {
        return name; // which is refused where it is opened
      }
    });
  }

  /** With their names alone: what is carried elsewhere says nothing of folders, and opens none. */
  static JsonNode names(JsonNode node) {
    return changed("", node, TablePaths::name);
  }

  /** The name of a file without its folders. */
  static String name(String file) {
    return FOLDERS.matcher(file).replaceFirst("");
  }

  private static JsonNode changed(String path, JsonNode node, UnaryOperator<String> change) {
    if (node instanceof ObjectNode map) {
      for (String key : List.copyOf(map.propertyNames())) {
        map.set(key, changed(path.isEmpty() ? key : path + "." + key, map.get(key), change));
      }
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, changed(path, list.get(i), change));
      }
    } else if (node.isString() && KEY.matcher(path).matches()) {
      return StringNode.valueOf(change.apply(node.stringValue()));
    }
    return node;
  }
}
