package org.ockham.lab.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ockham.file.FileProblem;
import org.ockham.lab.LabException;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.recipe.Recipe;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A recipe of the user's that goes along with the work, because machines that share no disk lack it.
 *
 * @param name the name of its file there
 * @param text what it says
 */
public record RecipeFile(String name, String text) {

  /**
   * The recipe in this file.
   *
   * @throws RecipeException if it cannot be followed
   * @throws LabException if it needs other files, which do not go along
   */
  public static RecipeFile read(Path file) {
    Recipe recipe = Recipe.read(file);
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new LabException(
          LabException.Kind.BAD, file + ": cannot be read: " + FileProblem.reason(e) + ".", e);
    }
    JsonNode tree = YAMLMapper.shared().readTree(text);
    JsonNode base = tree.path("extend");
    if (base.isString() && !Recipe.shipped().contains(base.stringValue())) {
      throw new LabException(file + ": extends the file " + base.stringValue()
          + ", which the pods do not have: write what that says into the recipe itself.");
    }
    JsonNode table = tree.path("data").path("table").path("file");
    if (table.isString() && !Path.of(table.stringValue()).isAbsolute()) {
      throw new LabException(file + ": reads the table " + table.stringValue()
          + " beside it, which the pods do not have: put that on the volume of --claim, and give its place there,"
          + " such as file: " + Pod.WORK + "/" + table.stringValue() + ".");
    }
    return new RecipeFile(recipe.name() + ".yaml", text);
  }
}
