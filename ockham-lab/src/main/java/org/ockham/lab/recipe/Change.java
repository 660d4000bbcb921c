package org.ockham.lab.recipe;

import java.nio.file.Path;
import org.ockham.file.Excerpt;
import tools.jackson.databind.JsonNode;

/**
 * A setting given outside a recipe, which changes it.
 *
 * @param key dotted, such as {@code optimizer.lr}
 * @param value what would stand in a recipe
 * @param source where it was given, for what is refused: {@code --set optimizer.lr=1e-4}
 * @param byUser whether the user gave it, and not a search
 */
public record Change(String key, JsonNode value, String source, boolean byUser) {

  /**
   * A user's, of a value as it would be written in a recipe; the files of a table are taken from the working directory on.
   *
   * @throws org.ockham.lab.catalogue.RecipeException if it is no YAML
   */
  public static Change of(String key, String value, String source) {
    String shown = Excerpt.of(source);
    return new Change(key, TablePaths.from(Path.of(""), key, Yaml.node(shown, value)), shown, true);
  }
}
